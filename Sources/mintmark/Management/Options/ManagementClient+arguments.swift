import ArgumentParser
package import ManagementClient
package import OAuthCore

extension PathSegment: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension KeyValuePair: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension QuotaChange: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension Lifetime: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension TimeSpan: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}

extension AuditMark: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
