//! The sentences of `languages/<code>/sentences.txt`.

use std::collections::BTreeMap;

use tollbook_core::extract::Languages;

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
    let table = read(&folder("languages").join(language).join("sentences.txt"));
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
    ("es", 80, 96.5, 98.0, 1.0),
    ("de", 80, 95.0, 98.5, 1.0),
    ("ar", 80, 92.0, 96.5, 1.6),
];

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
