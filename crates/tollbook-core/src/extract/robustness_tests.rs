//! Whatever the text: no panic, spans inside it, and the same figures in capitals and in broken lines.

use proptest::prelude::*;

use super::{Context, Figures, Languages, Outcome, Span, Statement, extract};

fn read(text: &str, language: Option<&str>) -> Vec<Statement> {
    let context = Context { language: language.map(str::to_owned), ..Context::default() };
    extract(text, &context, Languages::builtin())
}

fn spans(statement: &Statement) -> Vec<Span> {
    let mut spans = vec![statement.sentence, statement.trigger];
    spans.extend(statement.said_by);
    spans.extend(statement.count.written);
    spans.extend(statement.date.as_ref().map(|date| date.span));
    spans.extend(statement.country.as_ref().and_then(|place| place.span));
    spans.extend(statement.place.as_ref().and_then(|place| place.span));
    spans.extend(statement.cause.as_ref().map(|cause| cause.span));
    let parties =
        statement.patient.iter().chain(&statement.agent).chain(statement.members.iter().map(|m| &m.party));
    for party in parties {
        spans.push(party.span);
        spans.extend(party.head);
        spans.extend(party.unit);
        spans.extend(party.names.iter().copied());
    }
    spans
}

fn figures(statements: &[Statement]) -> Vec<(Option<Outcome>, Figures)> {
    statements.iter().map(|statement| (statement.outcome, statement.count.figures)).collect()
}

/// Breaks lines at the spaces nearest before `width`.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split(' ') {
        if column > 0 && column + word.len() >= width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
    out
}

/// Words of the packs and of none, marks and numbers, in any order.
const PIECES: &[&str] = &[
    "killed",
    "were",
    "soldiers",
    "two",
    "12",
    "and",
    ",",
    ".",
    "of",
    "the",
    "who",
    "(",
    ")",
    "[",
    "]",
    "\n\n",
    "\n",
    "—",
    "died",
    "wounding",
    "murder",
    "'s",
    "Lund",
    "LUND",
    "at least",
    "in Gorda",
    "on 3 May 2011",
    "by",
    ";",
    ":",
    "dead",
    "including",
    "tués",
    "l'",
    "d'",
    "dont",
    "soldats",
    "murieron",
    "a",
    "tres",
    "getötet",
    "wurden",
    "قتل",
    "جنديان",
    "و12",
    "مدنيا",
    "42-year-old",
    "most of",
    "as did",
    "toll",
    "rose to",
    "\"",
    "«",
    "»",
    "…",
    "1,000",
    "7.62",
    "M-16",
    "U.S.",
    "é",
    "ي",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,200}", language in 0usize..5) {
        let code = ["en", "fr", "es", "de", "ar"][language];
        for statement in read(&text, Some(code)) {
            for span in spans(&statement) {
                prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
            }
        }
    }

    #[test]
    fn any_words_in_any_order_are_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40), language in 0usize..5) {
        let text = pieces.join(" ");
        let code = ["en", "fr", "es", "de", "ar"][language];
        for statement in read(&text, Some(code)) {
            for span in spans(&statement) {
                prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
            }
            prop_assert!(statement.count.figures.problem().is_none() || text.contains("1,000"));
        }
    }

    #[test]
    fn broken_lines_and_capitals_change_no_figure(
        n in 2u64..900,
        people in prop::sample::select(&["soldiers", "farmers", "policemen", "rebels", "students"][..]),
        agents in prop::sample::select(&["Gunmen", "Two gunmen", "The army", "Rebels"][..]),
        frame in 0usize..6,
        // No column is narrower than 25 characters.
        width in 25usize..80,
    ) {
        let text = match frame {
            0 => format!("{agents} killed {n} {people} in the northern hills on Monday, officials said."),
            1 => format!("{n} {people} from the northern barracks were killed, while 14 guards were wounded."),
            2 => format!("The blast left {n} {people} dead and 40 villagers wounded near the river."),
            3 => format!("{agents} shelled the port, killing {n} {people} and injuring six others."),
            4 => format!("The bishop condemned the murder of {n} {people} and a nurse by unknown men."),
            _ => format!("At least {n} {people} died and more than 20 were injured when the bus hit a mine."),
        };
        let plain = figures(&read(&text, Some("en")));
        prop_assert!(!plain.is_empty(), "{text}");
        prop_assert_eq!(&plain, &figures(&read(&wrapped(&text, width), Some("en"))), "{}", wrapped(&text, width));
        prop_assert_eq!(&plain, &figures(&read(&text.to_uppercase(), Some("en"))), "{}", text.to_uppercase());
    }
}

#[test]
fn broken_lines_change_no_statement_of_the_tables() {
    let table = include_str!("../../languages/en/sentences.txt");
    for text in table.lines().filter_map(|line| line.strip_prefix("> ")) {
        let plain = figures(&read(text, Some("en")));
        assert_eq!(plain, figures(&read(&wrapped(text, 32), Some("en"))), "{text}");
    }
}
