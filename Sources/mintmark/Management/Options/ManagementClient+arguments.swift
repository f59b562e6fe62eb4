public import ArgumentParser
public import ManagementClient

extension PathSegment: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension KeyValuePair: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}

extension Lifetime: ExpressibleByArgument {
    public init?(argument: String) { self.init(argument) }
}
