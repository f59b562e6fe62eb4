import JOSE
import Testing

@testable import ManagementClient

@Suite struct RenderingTests {
    static let table = Table(
        [Table.Column("ID"), Table.Column("NAME", mayBeCut: true)],
        rows: [["org_1", "Ärzte 日本"], ["org_23", "A very long name"]])

    @Test func columnsAreAlignedWithoutTrailingSpace() {
        #expect(Self.table.render(width: nil) == "ID      NAME\norg_1   Ärzte 日本\norg_23  A very long name\n")
    }

    @Test func onlyFreeTextsAreCut() {
        #expect(Self.table.render(width: 17) == "ID      NAME\norg_1   Ärzte 日…\norg_23  A very l…\n")
    }

    @Test func aTableThatDoesNotFitBecomesBlocks() {
        #expect(
            Self.table.render(width: 12)
                == "id    org_1\nname  Ärzte 日本\n\nid    org_23\nname  A very long name\n")
    }

    @Test func cells() throws {
        #expect(CellText.text(nil) == "–")
        #expect(CellText.text("") == "–")
        #expect(CellText.text("a\u{1B}b") == "a\u{FFFD}b")
        #expect(CellText.list(["a", "b"]) == "a, b")
        #expect(CellText.list([]) == "–")
        #expect(CellText.time("2026-11-24T12:00:03.999Z") == "2026-11-24 12:00:03Z")
        #expect(CellText.time("2026-11-24T13:00:03+01:00") == "2026-11-24 12:00:03Z")
        #expect(CellText.time("soon") == "soon")
        #expect(CellText.time(nil) == "–")
        #expect(CellText.lifetime("86400") == "24h")
        #expect(CellText.lifetime(900) == "15m")
        #expect(CellText.lifetime(nil) == "default")
    }

    @Test func prettyJSON() throws {
        let value = try Fixture.json(#"{"b":[1,{"c":"ü\n"}],"a":{},"d":[],"e":null,"f":1.5,"g":true}"#)
        let text = """
            {
              "b": [
                1,
                {
                  "c": "ü\\n"
                }
              ],
              "a": {},
              "d": [],
              "e": null,
              "f": 1.5,
              "g": true
            }

            """
        #expect(PrettyJSON.text(value) == text)
        #expect(try Fixture.json(text) == value)
    }

    @Test func pageHints() throws {
        let document = try Fixture.json(#"{"clients":[],"next_page_token":"abc","total_size":12}"#)
        #expect(PageHint.text(document, size: 5) == "more of 12: --page-size 5 --page-token abc, or --all")
        #expect(PageHint.text(["next_page_token": ""], size: nil) == nil)
    }
}
