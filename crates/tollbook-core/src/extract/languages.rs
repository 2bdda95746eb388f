//! The files of the language packs that belong to the program.

use super::pack::PackSource;

/// Code and files of each language.
pub(super) const SOURCES: &[(&str, &[PackSource<'static>])] = &[
    (
        "en",
        &[
            ("languages/en/language.txt", include_str!("../../languages/en/language.txt")),
            ("languages/en/words.txt", include_str!("../../languages/en/words.txt")),
            ("languages/en/verbs.txt", include_str!("../../languages/en/verbs.txt")),
            ("languages/en/triggers.txt", include_str!("../../languages/en/triggers.txt")),
            ("languages/en/people.txt", include_str!("../../languages/en/people.txt")),
            ("languages/en/things.txt", include_str!("../../languages/en/things.txt")),
            ("languages/en/numbers.txt", include_str!("../../languages/en/numbers.txt")),
            ("languages/en/cues.txt", include_str!("../../languages/en/cues.txt")),
            ("languages/en/places.txt", include_str!("../../languages/en/places.txt")),
            ("languages/shared/groups.txt", include_str!("../../languages/shared/groups.txt")),
        ],
    ),
    (
        "fr",
        &[
            ("languages/fr/language.txt", include_str!("../../languages/fr/language.txt")),
            ("languages/fr/words.txt", include_str!("../../languages/fr/words.txt")),
            ("languages/fr/verbs.txt", include_str!("../../languages/fr/verbs.txt")),
            ("languages/fr/triggers.txt", include_str!("../../languages/fr/triggers.txt")),
            ("languages/fr/people.txt", include_str!("../../languages/fr/people.txt")),
            ("languages/fr/things.txt", include_str!("../../languages/fr/things.txt")),
            ("languages/fr/numbers.txt", include_str!("../../languages/fr/numbers.txt")),
            ("languages/fr/cues.txt", include_str!("../../languages/fr/cues.txt")),
            ("languages/fr/places.txt", include_str!("../../languages/fr/places.txt")),
            ("languages/shared/groups.txt", include_str!("../../languages/shared/groups.txt")),
        ],
    ),
    (
        "es",
        &[
            ("languages/es/language.txt", include_str!("../../languages/es/language.txt")),
            ("languages/es/words.txt", include_str!("../../languages/es/words.txt")),
            ("languages/es/verbs.txt", include_str!("../../languages/es/verbs.txt")),
            ("languages/es/triggers.txt", include_str!("../../languages/es/triggers.txt")),
            ("languages/es/people.txt", include_str!("../../languages/es/people.txt")),
            ("languages/es/things.txt", include_str!("../../languages/es/things.txt")),
            ("languages/es/numbers.txt", include_str!("../../languages/es/numbers.txt")),
            ("languages/es/cues.txt", include_str!("../../languages/es/cues.txt")),
            ("languages/es/places.txt", include_str!("../../languages/es/places.txt")),
            ("languages/shared/groups.txt", include_str!("../../languages/shared/groups.txt")),
        ],
    ),
    (
        "de",
        &[
            ("languages/de/language.txt", include_str!("../../languages/de/language.txt")),
            ("languages/de/words.txt", include_str!("../../languages/de/words.txt")),
            ("languages/de/verbs.txt", include_str!("../../languages/de/verbs.txt")),
            ("languages/de/triggers.txt", include_str!("../../languages/de/triggers.txt")),
            ("languages/de/people.txt", include_str!("../../languages/de/people.txt")),
            ("languages/de/things.txt", include_str!("../../languages/de/things.txt")),
            ("languages/de/numbers.txt", include_str!("../../languages/de/numbers.txt")),
            ("languages/de/cues.txt", include_str!("../../languages/de/cues.txt")),
            ("languages/de/places.txt", include_str!("../../languages/de/places.txt")),
            ("languages/shared/groups.txt", include_str!("../../languages/shared/groups.txt")),
        ],
    ),
    (
        "ar",
        &[
            ("languages/ar/language.txt", include_str!("../../languages/ar/language.txt")),
            ("languages/ar/words.txt", include_str!("../../languages/ar/words.txt")),
            ("languages/ar/verbs.txt", include_str!("../../languages/ar/verbs.txt")),
            ("languages/ar/triggers.txt", include_str!("../../languages/ar/triggers.txt")),
            ("languages/ar/people.txt", include_str!("../../languages/ar/people.txt")),
            ("languages/ar/things.txt", include_str!("../../languages/ar/things.txt")),
            ("languages/ar/numbers.txt", include_str!("../../languages/ar/numbers.txt")),
            ("languages/ar/cues.txt", include_str!("../../languages/ar/cues.txt")),
            ("languages/ar/places.txt", include_str!("../../languages/ar/places.txt")),
            ("languages/shared/groups.txt", include_str!("../../languages/shared/groups.txt")),
        ],
    ),
];
