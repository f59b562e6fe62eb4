import ArgumentParser

/// The fields of a webhook beside its URL.
struct WebhookFieldOptions: ParsableArguments {
    @Option(
        name: .customLong("event"),
        help: ArgumentHelp(
            "An event that is sent, as client.created, or all about one thing, as secret.*; may be repeated; all events "
                + "when left out.", valueName: "type"))
    var events: [String] = []

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var description: String?

    /// What was given; `--event ""` takes the choice of events away.
    var eventTypes: [String]? { events.isEmpty ? nil : events.filter { !$0.isEmpty } }
}
