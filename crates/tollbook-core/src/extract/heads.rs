//! The words by which the heads of articles are read, as data; the format is in `languages/README.md`.

/// Code and file of each language.
pub const HEAD_WORDS: &[(&str, &str)] = &[
    ("en", include_str!("../../languages/en/heads.txt")),
    ("fr", include_str!("../../languages/fr/heads.txt")),
    ("ar", include_str!("../../languages/ar/heads.txt")),
    ("es", include_str!("../../languages/es/heads.txt")),
    ("de", include_str!("../../languages/de/heads.txt")),
    ("pt", include_str!("../../languages/pt/heads.txt")),
    ("it", include_str!("../../languages/it/heads.txt")),
    ("nl", include_str!("../../languages/nl/heads.txt")),
    ("ru", include_str!("../../languages/ru/heads.txt")),
    ("uk", include_str!("../../languages/uk/heads.txt")),
    ("tr", include_str!("../../languages/tr/heads.txt")),
    ("pl", include_str!("../../languages/pl/heads.txt")),
    ("sv", include_str!("../../languages/sv/heads.txt")),
    ("da", include_str!("../../languages/da/heads.txt")),
    ("no", include_str!("../../languages/no/heads.txt")),
    ("ro", include_str!("../../languages/ro/heads.txt")),
    ("el", include_str!("../../languages/el/heads.txt")),
    ("id", include_str!("../../languages/id/heads.txt")),
    ("cs", include_str!("../../languages/cs/heads.txt")),
];
