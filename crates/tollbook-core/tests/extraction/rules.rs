//! What each rule is worth. A command for developers rather than a test:
//! `cargo test -p tollbook-core --test extraction rules -- --ignored --nocapture`

use tollbook_core::extract::{Languages, Rule, RuleSet};

use super::notation::Sample;
use super::score::{Field, Score};

/// How much of a sample is read as expected.
fn right(sample: &Sample, languages: &Languages) -> i64 {
    let mut score = Score::default();
    score.add(sample, languages, &mut |_| {});
    let fields = [&score.kind, &score.count, &score.side, &score.date, &score.country];
    let value = |field: &Field| field.right as i64 - field.wrong as i64;
    score.found as i64 - score.false_positives as i64 + fields.into_iter().map(value).sum::<i64>()
}

#[test]
#[ignore = "measures each rule in turn; run it by name"]
fn rules_report_what_changes_without_them() {
    let languages = Languages::with_words(&[]).unwrap_or_else(|error| panic!("{error}"));
    let mut samples: Vec<Sample> = super::articles::samples().into_iter().map(|(_, sample)| sample).collect();
    for language in ["en", "fr", "es", "de", "ar"] {
        samples.extend(super::sentences::rows(language).into_iter().map(|row| row.sample));
    }
    let with: Vec<i64> = samples.iter().map(|sample| right(sample, &languages)).collect();
    println!("{:<20} {:>7} {:>7}", "rule", "helps", "harms");
    for rule in Rule::ALL {
        let (mut helps, mut harms) = (0, Vec::new());
        for (sample, with) in samples.iter_mut().zip(&with) {
            let mut off = RuleSet::default();
            off.switch_off(*rule);
            sample.context.rules_off = off;
            let without = right(sample, &languages);
            sample.context.rules_off = RuleSet::default();
            helps += usize::from(without < *with);
            if without > *with {
                harms.push(sample.place.clone());
            }
        }
        println!("{:<20} {helps:>7} {:>7} {}", rule.name(), harms.len(), harms.join(" "));
    }
}
