import Model

/// What an item of an invoice is for, by the words of its product's name.
///
/// The list of products is not documented; a name that none of these words is in is of FOCUS's service
/// «Other».
struct DigitalOceanProduct {
    let service: Service
    /// The table that has the resources of the product.
    let table: String?
    let category: Charge.Category
    let frequency: Charge.Frequency
    /// Of a droplet: its name and size.
    let resourceName: String?
    let size: String?
    private let address: String?

    /// `description` tells which engine a database has, which address a reserved one is, and of a droplet its
    /// name and size, as in `web-1 (s-1vcpu-1gb)`.
    init(_ name: String, description: String) {
        let words = Self.words(name)
        let isRedis = !Self.words(description).isDisjoint(with: ["redis", "valkey"])
        switch words {
        case _ where !words.isDisjoint(with: ["tax", "taxes", "vat", "gst"]):
            (service, table, category) = (.other, nil, .tax)
        case _ where !words.isDisjoint(with: ["credit", "credits", "promo", "promotion", "discount"]):
            (service, table, category) = (.other, nil, .credit)
        case _ where !words.isDisjoint(with: ["adjustment", "adjustments", "refund", "refunds"]):
            (service, table, category) = (.other, nil, .adjustment)
        default:
            let found = Self.products.first { !words.isDisjoint(with: $0.words) }
            service = found?.table == Self.database && isRedis ? .caching : found?.service ?? .other
            table = found?.table
            category = words.contains("subscription") || words.contains("support") ? .purchase : .usage
        }
        frequency =
            switch category {
            case .usage: .usageBased
            case .purchase: .recurring
            case .tax, .credit, .adjustment: .oneTime
            }
        let isDroplet = table == "digitalocean_droplet" && service == .virtualMachines
        (resourceName, size) = isDroplet ? Self.nameAndSize(description) : (nil, nil)
        let last = description.split(separator: " ").last.map(String.init)
        address = last.flatMap { HostName.isAddress($0) && Self.looksLikeAddress($0) ? $0 : nil }
    }

    /// The name and the size in `web-1 (s-1vcpu-1gb)`; all of it is a name where no size stands behind it.
    private static func nameAndSize(_ text: String) -> (name: String?, size: String?) {
        guard text.hasSuffix(")"), let start = text.ranges(of: " (").last else {
            return (text.isEmpty ? nil : text, nil)
        }
        let size = text[start.upperBound...].dropLast()
        return (String(text[..<start.lowerBound]), size.isEmpty ? nil : String(size))
    }

    /// What the resource is called in its table, of the two ids that an item may have.
    func resourceID(uuid: String?, number: String?) -> String? {
        switch table {
        case Self.reservedIP: address ?? uuid ?? number
        case "digitalocean_droplet", "digitalocean_snapshot", "digitalocean_image": number ?? uuid
        default: uuid ?? number
        }
    }

    private static let database = "digitalocean_database"
    private static let reservedIP = "digitalocean_reserved_ip"

    /// The first with a word of the name counts: «Droplet Backups» are backups.
    private static let products: [(words: Set<String>, service: Service, table: String?)] = [
        (["backup", "backups"], .backupStorage, "digitalocean_droplet"),
        (["snapshot", "snapshots"], .backupStorage, "digitalocean_snapshot"),
        (["image", "images"], .backupStorage, "digitalocean_image"),
        (["bandwidth", "transfer", "overage", "overages"], .networkConnectivity, nil),
        (["cdn"], .contentDelivery, "digitalocean_cdn_endpoint"),
        (["spaces"], .objectStorage, nil),
        (["registry", "registries"], .containers, "digitalocean_container_registry"),
        (["kubernetes", "doks"], .containers, "digitalocean_kubernetes_cluster"),
        (["database", "databases"], .relationalDatabases, database),
        (["balancer", "balancers"], .applicationNetworking, "digitalocean_load_balancer"),
        (["floating", "reserved"], .networkConnectivity, reservedIP),
        (["nat"], .networkConnectivity, "digitalocean_vpc_nat_gateway"),
        (["volume", "volumes"], .blockStorage, "digitalocean_volume"),
        (["function", "functions"], .serverless, "digitalocean_function_namespace"),
        (["app", "apps"], .applicationPlatforms, "digitalocean_app"),
        (["droplet", "droplets"], .virtualMachines, "digitalocean_droplet"),
        (["uptime", "monitoring"], .observability, nil),
        (["support"], .support, nil),
    ]

    private static func words(_ text: String) -> Set<String> {
        Set(
            text.unicodeScalars.split { !$0.properties.isAlphabetic && !("0"..."9").contains($0) }
                .map { String($0).lowercased() })
    }

    private static func looksLikeAddress(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: ":"))
            || text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
    }
}
