//! The sentences of `languages/<code>/sentences.txt`.

use std::collections::BTreeMap;

use tollbook_core::extract::{Context, Kind, Languages, extract};

use super::notation::{Sample, context, expected, folder, read};
use super::score::Score;

/// A text of the table, with the phenomenon that it shows.
pub struct Row {
    phenomenon: String,
    /// The text and what should be read from it.
    pub sample: Sample,
}

/// The texts of a language.
pub fn rows(language: &str) -> Vec<Row> {
    rows_of(&read(&folder("languages").join(language).join("sentences.txt")), language)
}

/// The texts of a table.
fn rows_of(table: &str, language: &str) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut phenomenon, mut about, mut open) = (String::new(), "- -".to_owned(), false);
    for (n, line) in table.lines().enumerate() {
        let place = format!("{language}/{}", n + 1);
        if let Some(name) = line.strip_prefix('[') {
            name.trim_end_matches(']').clone_into(&mut phenomenon);
            open = false;
        } else if let Some(line) = line.strip_prefix("@ ") {
            line.clone_into(&mut about);
            open = false;
        } else if let Some(line) = line.strip_prefix("> ") {
            if open && let Some(row) = rows.last_mut() {
                row.sample.text.push('\n');
                row.sample.text.push_str(line);
                continue;
            }
            let context = context(&about, language);
            "- -".clone_into(&mut about);
            let sample = Sample { place, text: line.to_owned(), context, expected: Vec::new() };
            rows.push(Row { phenomenon: phenomenon.clone(), sample });
            open = true;
        } else if line.starts_with("= ") {
            open = false;
            if let (Some(row), Some(statement)) = (rows.last_mut(), expected(line, &place)) {
                row.sample.expected.push(statement);
            }
        }
    }
    rows
}

/// Language; least texts; least share of statements read right, of precision, and the largest share
/// of wrong counts, in percent.
const FLOORS: [(&str, usize, f64, f64, f64); 5] = [
    ("en", 150, 93.5, 98.5, 1.5),
    ("fr", 150, 93.5, 98.5, 2.0),
    ("es", 80, 96.5, 97.5, 1.0),
    ("de", 80, 95.0, 98.5, 1.0),
    ("ar", 80, 92.0, 96.5, 1.6),
];

/// Reads tables that are no part of the crate: `EXTRACTION_TABLES` names a folder with `<code>.txt` and
/// `articles/`.
#[test]
#[ignore = "measures on texts from elsewhere"]
fn tables_from_elsewhere() {
    let Ok(tables) = std::env::var("EXTRACTION_TABLES") else { return };
    let tables = std::path::Path::new(&tables);
    let languages = Languages::with_words(&[]).unwrap_or_else(|error| panic!("{error}"));
    println!("{}", Score::header());
    for (language, ..) in FLOORS {
        let path = tables.join(format!("{language}.txt"));
        let mut sum = Score::default();
        let table = if path.exists() { read(&path) } else { String::new() };
        for row in rows_of(&table, language) {
            sum.add(&row.sample, &languages, &mut |line| println!("{line}"));
        }
        println!("{}", sum.row(&format!("sentences {language}")));
    }
    let mut sum = Score::default();
    for (_, sample) in super::articles::samples_in(&tables.join("articles")) {
        let short = |line: String| println!("{}", line.split(" of: ").next().unwrap_or(&line));
        sum.add(&sample, &languages, &mut { short });
    }
    println!("{}", sum.row("articles"));
}

#[test]
fn sentences_are_read_as_expected() {
    let languages = Languages::with_words(&[]).unwrap_or_else(|error| panic!("{error}"));
    let show = std::env::var("EXTRACTION_SHOW").unwrap_or_default();
    println!("{}", Score::header());
    let mut failed = Vec::new();
    for (language, texts, right, precision, wrong) in FLOORS {
        let rows = rows(language);
        assert!(rows.len() >= texts, "{language} has only {} sentences", rows.len());
        let mut sum = Score::default();
        let mut by_phenomenon: BTreeMap<String, Score> = BTreeMap::new();
        for row in &rows {
            let mut print = |line: String| {
                if show == "1" || show == language {
                    println!("{line}");
                }
            };
            sum.add(&row.sample, &languages, &mut print);
            by_phenomenon.entry(row.phenomenon.clone()).or_default().add(
                &row.sample,
                &languages,
                &mut |_| {},
            );
        }
        if show == language {
            for (phenomenon, score) in &by_phenomenon {
                println!("{}", score.row(&phenomenon.chars().take(22).collect::<String>()));
            }
        }
        println!("{}", sum.row(&format!("sentences {language}")));
        if sum.right() < right || sum.precision() < precision || sum.wrong_counts() > wrong {
            failed.push(language);
        }
    }
    assert!(failed.is_empty(), "below the floor: {failed:?}");
}

#[test]
fn a_total_has_its_beginning_and_a_part_its_whole() {
    let context = Context { language: Some("en".to_owned()), ..Context::default() };
    let read = |text: &str| extract(text, &context, Languages::builtin());
    let total = read("About 13,000 people have been killed in Ruritania since 1980.");
    let since =
        total.first().and_then(|s| s.since.as_ref()).and_then(|date| date.range).map(|r| r.first().year());
    assert_eq!((total.first().map(|s| s.kind), since), (Some(Kind::Total), Some(1980)));
    let part = read("Twenty-six passengers were killed, including four infants.");
    let tied: Vec<_> = part.iter().map(|s| (s.kind, s.count.figures.best, s.whole)).collect();
    assert_eq!(tied.len(), 2, "{tied:?}");
    assert!(
        tied.iter().any(|(kind, best, whole)| *kind == Kind::Part && *best == Some(4) && whole.is_some())
    );
}
