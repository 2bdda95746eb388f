//! Counts how often each form was right on the annotated sentences and articles, and tests that the
//! certainties are what they say.
//!
//! `cargo test -p tollbook-core --test extraction certainty -- --ignored --nocapture` counts again, writes
//! `src/resolution/certainty.txt` and prints how often each percentage was right. Run it after a change of
//! extraction.

use std::collections::BTreeMap;
use std::fmt::Write;

use tollbook_core::extract::{Kind, Languages, Statement, StatementField};
use tollbook_core::resolution::certainty::{Counted, Counts};
use tollbook_core::resolution::{TRIAGE, triage};

use super::notation::{Expected, Sample, folder};
use super::score::{Score, percent};

const LANGUAGES: [&str; 5] = ["en", "fr", "es", "de", "ar"];

const FIELDS: [Counted; 6] = [
    None,
    Some(StatementField::Kind),
    Some(StatementField::Count),
    Some(StatementField::Side),
    Some(StatementField::Date),
    Some(StatementField::Country),
];

/// Lower ends of the ranges of percentages that the table tells apart.
const RANGES: [u8; 6] = [0, 60, 80, 90, 95, 98];

type Case = (Counted, Statement, bool);

/// What was read from each annotated text.
fn cases() -> Vec<Vec<Case>> {
    let languages = Languages::with_words(&[]).unwrap_or_else(|error| panic!("{error}"));
    let sentences = LANGUAGES.into_iter().flat_map(super::sentences::rows).map(|row| row.sample);
    let articles = super::articles::samples().into_iter().map(|(_, sample)| sample);
    let read = |sample: Sample| {
        let mut score = Score::default();
        score.add(&sample, &languages, &mut |_| {});
        score.cases
    };
    sentences.chain(articles).map(read).collect()
}

fn counted<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Counts {
    let mut counts = Counts::default();
    cases.into_iter().for_each(|(field, statement, right)| counts.add(*field, statement, *right));
    counts
}

/// Each case with the certainty that the other half of the texts gives it.
fn predicted(texts: &[Vec<Case>]) -> Vec<(Counted, u8, bool)> {
    let half = |odd: usize| texts.iter().skip(odd).step_by(2).flatten();
    let predict = |odd: usize| {
        let counts = counted(half(1 - odd));
        half(odd)
            .map(|(field, statement, right)| (*field, counts.percent(*field, statement), *right))
            .collect::<Vec<_>>()
    };
    predict(0).into_iter().chain(predict(1)).collect()
}

fn reliability(predicted: &[(Counted, u8, bool)]) -> String {
    let mut out = String::new();
    for field in FIELDS {
        let name = field.map_or("Statement".to_owned(), |field| format!("{field:?}"));
        let mut ranges: BTreeMap<u8, (usize, usize, usize)> = BTreeMap::new();
        for (_, said, right) in predicted.iter().filter(|(of, ..)| *of == field) {
            let range = RANGES.iter().rev().find(|low| *low <= said).copied().unwrap_or(0);
            let (n, sum, all) = ranges.entry(range).or_default();
            (*n, *sum, *all) = (*n + usize::from(*right), *sum + usize::from(*said), *all + 1);
        }
        for (low, (right, sum, all)) in ranges {
            let mean = sum as f64 / all as f64;
            let _ = writeln!(
                out,
                "{name:<10} from {low:>2} %: said {mean:>5.1}, right {:>5.1} of {all}",
                percent(right, all)
            );
        }
    }
    out
}

#[test]
#[ignore = "writes src/resolution/certainty.txt"]
fn certainties_are_counted_again() {
    let texts = cases();
    print!("{}", reliability(&predicted(&texts)));
    let mut table = "# Counted by tests/extraction/certainty.rs: field | form | right | all.\n".to_owned();
    for row in counted(texts.iter().flatten()).rows() {
        table.push_str(&row);
        table.push('\n');
    }
    let path = folder("src/resolution/certainty.txt");
    std::fs::write(&path, table).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// How well [`TRIAGE`] tells texts that state casualties from others: recall and precision in percent.
fn triage_of(samples: impl Iterator<Item = Sample>) -> (f64, f64) {
    let (mut stating, mut found, mut passed) = (0, 0, 0);
    for sample in samples {
        let states = |expected: &Expected| expected.kind != Kind::Strength && !expected.optional;
        // Where only words that may be read or left out state any, either answer is right.
        if !sample.expected.iter().any(states) && sample.expected.iter().any(|expected| expected.optional) {
            continue;
        }
        let states = sample.expected.iter().any(states);
        let language = sample.context.language.as_deref();
        let passes = triage(&sample.text, language, sample.context.published) >= TRIAGE;
        stating += usize::from(states);
        passed += usize::from(passes);
        found += usize::from(states && passes);
    }
    (percent(found, stating), percent(found, passed))
}

#[test]
fn triage_finds_nearly_all_texts_that_state_casualties() {
    let sentences = LANGUAGES.into_iter().flat_map(super::sentences::rows).map(|row| row.sample);
    let articles = super::articles::samples().into_iter().map(|(_, sample)| sample);
    for (name, (recall, precision)) in
        [("sentences", triage_of(sentences)), ("articles", triage_of(articles))]
    {
        println!("states casualties, {name}: recall {recall:.1} %, precision {precision:.1} %");
        assert!(recall >= 95.0 && precision >= 80.0, "{name}");
    }
}

#[test]
fn the_more_certain_half_is_hardly_ever_wrong() {
    for field in FIELDS {
        let mut of_field: Vec<_> = predicted(&cases()).into_iter().filter(|(of, ..)| *of == field).collect();
        of_field.sort_by_key(|(_, said, _)| std::cmp::Reverse(*said));
        let (more, less) = of_field.split_at(of_field.len() / 2);
        let wrong = |half: &[(Counted, u8, bool)]| {
            percent(half.iter().filter(|(.., right)| !right).count(), half.len())
        };
        println!(
            "{field:?}: wrong {:.1} % of the more certain half, {:.1} % of the other",
            wrong(more),
            wrong(less)
        );
        assert!(wrong(more) <= 2.0, "{field:?}");
    }
}
