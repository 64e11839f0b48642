package import Model

/// Why a request has no answer that can be used.
package struct FetchProblem: Error, Sendable, Hashable {
    package enum Kind: Sendable {
        /// Nothing could be connected to: name, network, port, time.
        case unreachable
        /// Who answers cannot be shown to be who it should be.
        case distrusted
        /// There was a connection, and what came of it is of no use, or came not at all.
        case broken
        /// It is not sent: the token must not go there.
        case forbidden
    }
    package let kind: Kind
    package let problem: Problem

    package init(_ kind: Kind, _ problem: Problem) {
        self.kind = kind
        self.problem = problem
    }

    /// What becomes of an account that nothing else was read of.
    var status: HostOutcome.Status {
        switch kind {
        case .unreachable: .unreachable
        case .distrusted: .refused
        case .broken, .forbidden: .failed
        }
    }
}
