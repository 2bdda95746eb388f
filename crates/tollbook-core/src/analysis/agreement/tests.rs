//! Two coders of one short text.

use super::*;
use crate::analysis::fixture::story;
use crate::model::{Annotation, Claim, Draft, ListEntry, Stamp};

const TEXT: &str =
    "Three soldiers died on Monday. Two drivers were hurt. It rained. No group has claimed it.";

/// The agreement of two coders on spans of the text: the words, and the count that each gives.
fn agreement_on(first: &[(&str, u64)], second: &[(&str, u64)]) -> Agreement {
    let text = format!("article a 2019-11-27\n{}{}", lines("f", first.len()), lines("s", second.len()));
    let example = story(&text);
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 9);
    let mut draft = Draft::new(&example.project, &mut stamp);
    let other = EntryId(uuid::Uuid::from_u128(7));
    draft.set(other, ListEntry::named(List::Coder, "Second"));
    for (name, spans) in [("f", first), ("s", second)] {
        for (n, (words, count)) in spans.iter().enumerate() {
            let at = TEXT.find(words).unwrap();
            draft.update::<Annotation>(example.claim(&format!("{name}{n}")), |annotation| {
                (annotation.start, annotation.end) = (at, at + words.len());
                annotation.quote = (*words).to_owned();
                if name == "s" {
                    annotation.coder = other;
                }
            });
            draft.update::<Claim>(example.claim(&format!("{name}{n}")), |claim| {
                claim.count.best = Some(*count)
            });
        }
    }
    let project = draft.preview().unwrap();
    agreement(&project, &|_| Some(Arc::from(TEXT)), Unit::Sentences).remove(0)
}

fn lines(name: &str, count: usize) -> String {
    (0..count).map(|n| format!("killed {name}{n} 1\n")).collect()
}

#[test]
fn coders_who_mark_the_same_agree() {
    let same = [("Three soldiers", 3), ("Two drivers", 2)];
    let found = agreement_on(&same, &same);
    assert_eq!((found.articles, found.units, found.codes.len()), (1, 4, 1));
    let code = &found.codes[0];
    assert_eq!((code.both, code.only, code.kappa), (2, [0, 0], Some(1.0)));
    assert_eq!((code.counts, code.alpha_counts, code.alpha_spans), (2, Some(1.0), Some(1.0)));
    assert!(found.differences.is_empty());
}

#[test]
fn what_differs_is_listed_in_the_order_of_the_text() {
    let first = [("Three soldiers", 3), ("Two drivers", 2), ("No group", 1)];
    let second = [("Three soldiers", 4), ("Two", 2), ("It rained", 1)];
    let found = agreement_on(&first, &second);
    let what: Vec<What> = found.differences.iter().map(|difference| difference.what).collect();
    assert_eq!(what, [What::Count, What::Span, What::Missing, What::Missing]);
    let code = &found.codes[0];
    assert_eq!((code.both, code.only, code.spans), (2, [1, 1], [3, 3]));
    // po = 2/4, pe = (3·3 + 1·1)/16.
    assert!((code.kappa.unwrap() - (0.5 - 0.625) / 0.375).abs() < 1e-9);
    assert!(code.alpha_spans.unwrap() < 1.0);
}
