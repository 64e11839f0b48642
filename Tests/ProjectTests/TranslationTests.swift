import Checks
import Model
import Site
import TestSupport
import Testing

/// All that we say, we say in every language.
@Suite struct TranslationTests {
    static let languages = Language.allCases.filter { $0 != .en }

    @Test("every page, partial and word of ours exists in every language", arguments: languages)
    func site(_ language: Language) throws {
        let templates = try SiteTemplates([Agency.templates], schema: Agency.schema)
        #expect(templates.missingTranslations(for: language) == [])
    }

    @Test("every check of ours exists in every language", arguments: languages)
    func checks(_ language: Language) throws {
        let checks = try CheckFiles.read([Agency.templates], schema: Agency.schema)
        let missing = CheckFiles.missingTranslations(of: checks, for: language)
        #expect(missing == [], "\(missing.count) of \(checks.count)")
    }
}
