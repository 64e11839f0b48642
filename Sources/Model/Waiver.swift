/// A finding that somebody accepted, until a day: the *dérogation*.
///
/// There is none without an end, so that none is forgotten. One that has ended no longer counts; an inventory that still has
/// it is valid, and whoever applies waivers shows it as ended.
package struct Waiver: Sendable, Hashable {
    /// The id of the check whose findings are accepted.
    package var check: String
    /// The host it is about; on every host when nothing is said.
    package var host: String?
    /// The resource as the check names it, `*` for each; any when nothing is said.
    package var resource: String?
    /// The last day on which it counts, `YYYY-MM-DD`, in the inventory's time zone.
    package var until: String
    package var owner: String
    package var reason: String
    package var place: Place?

    package init(
        check: String, host: String? = nil, resource: String? = nil, until: String, owner: String,
        reason: String,
        place: Place? = nil
    ) {
        self.check = check
        self.host = host
        self.resource = resource
        self.until = until
        self.owner = owner
        self.reason = reason
        self.place = place
    }
}
