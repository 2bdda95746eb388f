//! The languages that come with the program: the one list of them.

use super::pack::PackSource;

/// A language with its files.
#[derive(Debug)]
pub struct Language {
    /// Its code ("en").
    pub code: &'static str,
    /// The words and forms of dates.
    pub(super) dates: &'static str,
    /// The words by which the heads of articles are read.
    pub heads: &'static str,
    /// The files of its pack; none where only the heads of articles are read.
    pub(super) pack: &'static [PackSource<'static>],
}

macro_rules! file {
    ($code:literal, $name:literal) => {
        include_str!(concat!("../../languages/", $code, "/", $name, ".txt"))
    };
}

macro_rules! language {
    ($code:literal, heads) => {
        Language { code: $code, dates: file!($code, "dates"), heads: file!($code, "heads"), pack: &[] }
    };
    ($code:literal, texts) => {
        language!($code, [
            "language", "words", "verbs", "triggers", "people", "things", "numbers", "cues", "places"
        ])
    };
    ($code:literal, [$($name:literal),*]) => {
        Language {
            pack: &[
                $((concat!("languages/", $code, "/", $name, ".txt"), file!($code, $name)),)*
                ("languages/shared/groups.txt", file!("shared", "groups")),
            ],
            ..language!($code, heads)
        }
    };
}

/// Every language: those in which whole texts are read, and those in which only the heads of articles are.
pub const LANGUAGES: &[Language] = &[
    language!("en", texts),
    language!("fr", texts),
    language!("es", texts),
    language!("de", texts),
    language!("ar", texts),
    language!("pt", heads),
    language!("it", heads),
    language!("nl", heads),
    language!("ru", heads),
    language!("uk", heads),
    language!("tr", heads),
    language!("pl", heads),
    language!("sv", heads),
    language!("da", heads),
    language!("no", heads),
    language!("ro", heads),
    language!("el", heads),
    language!("id", heads),
    language!("cs", heads),
    language!("fi", heads),
    language!("hu", heads),
    language!("fa", heads),
    language!("hi", heads),
    language!("hr", heads),
    language!("sr", heads),
    language!("lt", heads),
    language!("lv", heads),
    language!("et", heads),
    language!("ca", heads),
    language!("sq", heads),
    language!("az", heads),
    language!("hy", heads),
    language!("ka", heads),
    language!("ms", heads),
    language!("vi", heads),
    language!("ur", heads),
    language!("ha", heads),
    language!("so", heads),
    language!("zh", heads),
    language!("ko", heads),
    language!("ja", heads),
    language!("bg", heads),
    language!("mk", heads),
    language!("sl", heads),
    language!("be", heads),
    language!("is", heads),
    language!("sw", heads),
    language!("tl", heads),
    language!("gl", heads),
    language!("uz", heads),
    language!("kk", heads),
    language!("he", heads),
    language!("bn", heads),
    language!("th", heads),
    language!("my", heads),
    language!("ta", heads),
    language!("ne", heads),
    language!("ps", heads),
    language!("ku", heads),
];

/// Code and files of each language in which whole texts are read.
pub(super) fn packs() -> impl Iterator<Item = (&'static str, &'static [PackSource<'static>])> {
    LANGUAGES
        .iter()
        .filter(|language| !language.pack.is_empty())
        .map(|language| (language.code, language.pack))
}

#[cfg(test)]
mod tests {
    use super::super::pack::{Category, Languages};
    use super::*;

    #[test]
    fn every_language_has_words_in_every_category_that_it_must_have() {
        let languages = Languages::with_words(&[]).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(languages.packs().len(), packs().count());
        let mut missing = Vec::new();
        for pack in languages.packs() {
            let required = Category::ALL.iter().filter(|category| category.required());
            let has = |category: Category| pack.vocabulary.entries().any(|entry| entry.category == category);
            let empty = required.filter(|category| !has(**category));
            missing.extend(empty.map(|category| format!("{}: [{}]", pack.code, category.name())));
        }
        assert!(missing.is_empty(), "no words of {missing:?}");
    }

    #[test]
    fn every_language_knows_the_same_causes() {
        let keys = |sources: &[PackSource<'static>]| {
            let mut keys = std::collections::BTreeSet::new();
            for (_, text) in sources.iter().filter(|(name, _)| name.ends_with("cues.txt")) {
                let mut causes = false;
                for line in text.lines() {
                    causes = if line.starts_with('[') { line.starts_with("[cause ") } else { causes };
                    keys.extend(
                        line.split_once('|').filter(|_| causes).map(|(key, _)| key.trim().to_owned()),
                    );
                }
            }
            keys
        };
        let mut all = packs().map(|(code, sources)| (code, keys(sources)));
        let (_, first) = all.next().unwrap_or_default();
        assert!(first.contains("ambush"));
        for (code, keys) in all {
            assert_eq!(keys, first, "{code}");
        }
    }
}
