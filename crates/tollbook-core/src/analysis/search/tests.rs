use proptest::prelude::*;

use super::*;

/// What is found, as it stands in the text.
fn matches_in<'a>(query: &Query, text: &'a str) -> Vec<&'a str> {
    let matcher = query.compile().unwrap().expect("something to look for");
    let spans = matcher.spans(text, usize::MAX);
    assert_eq!(matcher.is_in(text), !spans.is_empty());
    spans.into_iter().map(|span| &text[span]).collect()
}

fn query(options: &str, text: &str) -> Query {
    let has = |option| options.split_whitespace().any(|word| word == option);
    Query {
        text: text.to_owned(),
        mode: options.split_whitespace().find_map(|word| word.parse().ok()).unwrap_or(Mode::Phrase),
        whole_words: has("whole"),
        match_case: has("case"),
        match_accents: has("accents"),
    }
}

#[test]
fn what_is_found_and_what_is_not() {
    // Options, what was typed, a text, what is found in it.
    let table: &[(&str, &str, &str, &[&str])] = &[
        ("", "soldiers", "Soldiers met SOLDIERS.", &["Soldiers", "SOLDIERS"]),
        ("case", "soldiers", "Soldiers met soldiers.", &["soldiers"]),
        ("", "aa", "aaaaa", &["aa", "aa"]),
        // Blanks.
        (
            "",
            "13 soldats",
            "13\u{a0}soldats, 13\u{202f}soldats, 13 \n\n soldats, 13soldats",
            &["13\u{a0}soldats", "13\u{202f}soldats", "13 \n\n soldats"],
        ),
        ("", "  two\u{a0} words ", "two words", &["two words"]),
        ("accents case", "13 soldats", "13\u{a0}soldats", &["13\u{a0}soldats"]),
        // Quotes, hyphens, soft hyphens and other things that cannot be seen.
        ("", "l'armée", "l’armée l'armée", &["l’armée", "l'armée"]),
        ("", "\"no\"", "“no” \"no\" „no‟", &["“no”", "\"no\"", "„no‟"]),
        ("", "no-break", "no\u{2011}break", &["no\u{2011}break"]),
        ("", "soldiers", "sol\u{ad}diers \u{feff}soldiers", &["sol\u{ad}diers", "soldiers"]),
        // Accents, composed and decomposed.
        ("", "elysee", "Élysée E\u{301}lyse\u{301}e elysee", &["Élysée", "E\u{301}lyse\u{301}e", "elysee"]),
        ("", "Élysée", "elysee", &["elysee"]),
        ("", "cafe", "cafe\u{301}s", &["cafe\u{301}"]),
        ("accents", "cafe", "café cafe\u{301} cafe", &["cafe"]),
        ("accents", "café", "café cafe\u{301} cafe", &["café", "cafe\u{301}"]),
        ("accents", "é", "ế e\u{302}", &[]),
        ("", "strasse", "Straße STRASSE", &["Straße", "STRASSE"]),
        ("", "straße", "Strasse", &["Strasse"]),
        ("", "s", "ßs", &["s"]),
        ("", "office", "oﬃce", &["oﬃce"]),
        ("", "coeur", "cœur CŒUR", &["cœur", "CŒUR"]),
        ("", "sorensen", "Sørensen", &["Sørensen"]),
        // Other scripts.
        ("", "ΟΔΌΣ", "οδός οδοσ", &["οδός", "οδοσ"]),
        ("", "москва", "МОСКВА Москва", &["МОСКВА", "Москва"]),
        ("", "еще", "ещё", &["ещё"]),
        ("", "محمد", "مُحَمَّد", &["مُحَمَّد"]),
        ("", "שלום", "שָׁלוֹם", &["שָׁלוֹם"]),
        ("", "兵士", "フランス兵士13人", &["兵士"]),
        ("", "한", "하 한국", &["한"]),
        ("", "İstanbul", "istanbul", &["istanbul"]),
        // Whole words.
        ("whole", "mali", "Mali, Malian, Somalia, l'Mali", &["Mali", "Mali"]),
        ("whole", "cafe", "cafe\u{301} cafes", &["cafe\u{301}"]),
        ("whole", "u.s.", "U.S. troops, (U.S.)", &["U.S.", "U.S."]),
        ("whole words", "mali army", "Malian army", &[]),
        // Words.
        ("words", "army mali", "Mali's army in Mali", &["Mali", "army", "Mali"]),
        ("words", "army niger", "Mali's army", &[]),
        ("words", "\"french army\" mali", "French  army, Mali, army", &["French  army", "Mali"]),
        ("words", "sol soldier", "soldier", &["soldier"]),
        // Patterns.
        ("pattern", r"\d+ soldiers", "13\u{a0}soldiers, 2\n Soldiers", &["13\u{a0}soldiers", "2\n Soldiers"]),
        ("pattern case", "soldiers", "Soldiers soldiers", &["soldiers"]),
        ("pattern", "tue[rs]?", "tués TUE tue\u{301}", &["tués", "TUE", "tue\u{301}"]),
        ("pattern accents", "tues?", "tués tues", &["tues"]),
        ("pattern whole", "mali|niger", "Malian Niger", &["Niger"]),
        ("pattern", "^.*armée.*$", "one\nl’armee a dit\ntwo", &["l’armee a dit"]),
        ("pattern", "l'arm", "l’armée", &["l’arm"]),
        ("pattern", "x*", "axxb", &["xx"]),
        ("pattern", "[^e]+", "beé", &["b", "é"]),
        ("pattern", "[a-d]+", "Çà", &["Çà"]),
    ];
    for (options, typed, text, expected) in table {
        assert_eq!(matches_in(&query(options, typed), text), *expected, "{options} {typed:?} in {text:?}");
    }
}

#[test]
fn nothing_is_looked_for_in_blanks_and_a_bad_pattern_is_explained() {
    for text in ["", " \u{a0}\n", "\u{ad}"] {
        assert!(query("", text).compile().unwrap().is_none());
    }
    assert!(query("words", " \"\" ").compile().unwrap().is_none());
    let why = |pattern| query("pattern", pattern).compile().unwrap_err();
    assert_eq!(why("killed (in"), "The pattern cannot be read at letter 8: unclosed group.");
    assert!(why(r"(\w{900}){900}").contains("too large"));
    assert!(why("é[z-a]").starts_with("The pattern cannot be read at letter 3: "));
}

#[test]
fn the_words_around_are_on_one_line_and_cut_between_words() {
    let text = "One two three\n\nfour five\u{a0}six seven eight nine";
    let at = text.find("five").unwrap();
    let context = |letters| context(text, &(at..at + "five\u{a0}six".len()), [letters; 2]);
    let of = |letters| {
        let context = context(letters);
        format!("{}[{}]{}", context.before, context.matched, context.after)
    };
    assert_eq!(of(100), "One two three four [five six] seven eight nine");
    assert_eq!(of(8), "…four [five six] seven…");
    assert_eq!(super::context("short", &(2..90), [5, 5]), Context::default());
}

/// Texts of the letters that make trouble, and a phrase cut from each.
fn text_and_span() -> impl Strategy<Value = (String, Range<usize>)> {
    let piece = prop::sample::select(vec![
        "a",
        "B",
        "s",
        "d",
        "e",
        "é",
        "e\u{301}",
        "\u{302}",
        "ß",
        "ﬁ",
        "f",
        "i",
        "İ",
        "œ",
        "Σ",
        "ς",
        "я",
        "Й",
        " ",
        "\u{a0}",
        "\n",
        "’",
        "'",
        "“",
        "\u{ad}",
        "\u{200d}",
        "人",
        "한",
        "1",
        ".",
        "(",
        "👩‍👧",
        "Å",
        "ế",
    ]);
    prop::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat()).prop_flat_map(|text| {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let ends = (0..ends.len(), 0..ends.len(), Just(ends));
        (Just(text), ends).prop_map(|(text, (a, b, ends))| {
            let (start, end) = (ends[a.min(b)], ends[a.max(b)]);
            (text, start..end)
        })
    })
}

proptest! {
    #[test]
    fn what_is_found_is_exact_and_is_found_again(
        (text, span) in text_and_span(), whole: bool, case: bool, accents: bool, pattern: bool,
    ) {
        let typed = &text[span.clone()];
        let query = Query {
            text: if pattern { regex_syntax::escape(typed) } else { typed.to_owned() },
            mode: if pattern { Mode::Pattern } else { Mode::Phrase },
            whole_words: whole,
            match_case: case,
            match_accents: accents,
        };
        if let Some(matcher) = query.compile().unwrap() {
            let spans = matcher.spans(&text, usize::MAX);
            let mut free = 0;
            for found in &spans {
                prop_assert!(found.start >= free && found.end > found.start, "{spans:?}");
                prop_assert!(text.is_char_boundary(found.start) && text.is_char_boundary(found.end));
                free = found.end;
                // What was found is found in itself, whole.
                let again = matcher.spans(&text[found.clone()], usize::MAX);
                prop_assert_eq!(again.first(), Some(&(0..found.len())));
            }
            prop_assert_eq!(matcher.is_in(&text), !spans.is_empty());
            // As it may lie on disk.
            let bytes = text.replace('\n', "\r\n").into_bytes();
            prop_assert!(spans.is_empty() || matcher.may_be_in(&bytes), "{typed:?} in {text:?}");
            prop_assert_eq!(matcher.spans(&text, 1).len(), spans.len().min(1));
            // It was cut from the text: it is there unless it was cut within a letter or a word.
            let after = text[span.end..].chars().next();
            let cut = after.is_some_and(super::fold::is_accent) || whole;
            prop_assert!(pattern || cut || !spans.is_empty(), "{typed:?} in {text:?}");
        }
    }
}
