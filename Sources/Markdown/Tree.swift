internal import CMark
internal import Model

/// What libcmark makes of a Markdown text; freed with it.
///
/// A parser is made for each tree, so trees may be made on many threads at once.
struct Tree: ~Copyable {
    let root: Node

    init(_ markdown: [UInt8]) {
        let root = markdown.withUnsafeBytes { bytes in
            cmark_parse_document(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, CMARK_OPT_VALIDATE_UTF8)
        }
        guard let root else { preconditionFailure("libcmark gives a document for every text") }
        self.root = Node(pointer: root)
    }

    deinit { cmark_node_free(root.pointer) }
}

/// A node of a tree; to be used only while the tree lives.
struct Node: Hashable {
    let pointer: OpaquePointer

    var type: cmark_node_type { cmark_node_get_type(pointer) }
    var parent: Node? { cmark_node_parent(pointer).map(Node.init) }
    var firstChild: Node? { cmark_node_first_child(pointer).map(Node.init) }
    var next: Node? { cmark_node_next(pointer).map(Node.init) }
    /// Counted from 1.
    var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
    var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
    var level: Int { Int(cmark_node_get_heading_level(pointer)) }

    var literal: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_literal(pointer)) }
    var info: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_fence_info(pointer)) }
    var url: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_url(pointer)) }
    var title: UnsafeBufferPointer<UInt8> { bytes(cmark_node_get_title(pointer)) }

    var children: some Sequence<Node> {
        sequence(first: firstChild, next: { $0?.next }).lazy.compactMap(\.self)
    }

    /// The nodes below it in the order of the text, itself left out, each once as it is entered and, where it can have
    /// children, once as it is left.
    func walk(_ visit: (_ node: Node, _ isEntered: Bool) throws -> Step) rethrows {
        guard let iterator = cmark_iter_new(pointer) else { return }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            guard event != CMARK_EVENT_DONE, let current = cmark_iter_get_node(iterator) else { return }
            if current == pointer { continue }
            if try visit(Node(pointer: current), event == CMARK_EVENT_ENTER) == .over {
                cmark_iter_reset(iterator, current, CMARK_EVENT_EXIT)
            }
        }
    }

    /// Where a walk goes from a node that it has entered: into it, or over it.
    enum Step { case into, over }

    /// The text of the inline nodes below it: no markup, line ends as spaces, an image as its description.
    var text: [UInt8] {
        var text: [UInt8] = []
        walk { node, isEntered in
            guard isEntered else { return .into }
            switch node.type {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE, CMARK_NODE_HTML_INLINE: text += node.literal
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text.append(UInt8(ascii: " "))
            default: break
            }
            return .into
        }
        return text
    }

    private func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
        let bytes = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
        var count = 0
        while bytes[count] != 0 { count += 1 }
        return UnsafeBufferPointer(start: bytes, count: count)
    }
}
