//! What holds of every finder on every text.

use std::ops::Range;

use proptest::prelude::*;

use super::*;

/// Words that the tables know, and anything between them.
fn any_text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "killed",
        " soldiers",
        " militant",
        " fighters",
        " police",
        " U.S.",
        " Burkina Faso",
        " Islamic State",
        " IS",
        " car accident",
        " helicopter",
        " collided",
        " since",
        " 2013",
        " brings the number",
        " said",
        ", ",
        " the army",
        " according to",
        " 4,500-strong",
        " died of his wounds",
        "قتل",
        " جنود",
        " العراق",
        "é",
        "e\u{301}",
        "’",
        "\n\n",
    ]);
    let piece = prop_oneof![known.prop_map(str::to_owned), r"\PC{0,3}"];
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn findings_lie_on_characters_and_in_order(text in any_text()) {
        let ranges = |found: Vec<Range<usize>>| -> Result<(), TestCaseError> {
            let mut end = 0;
            for range in found {
                prop_assert!(end <= range.start && range.start < range.end, "{range:?} in {text:?}");
                prop_assert!(text.get(range.clone()).is_some(), "{range:?} in {text:?}");
                end = range.end;
            }
            Ok(())
        };
        ranges(outcomes(&text).into_iter().map(|f| f.range).collect())?;
        ranges(persons(&text).into_iter().map(|f| f.range).collect())?;
        ranges(countries(&text).into_iter().map(|f| f.range).collect())?;
        ranges(groups(&text).into_iter().map(|f| f.range).collect())?;
        ranges(causes(&text).into_iter().map(|f| f.range).collect())?;
        ranges(hostile_words(&text).into_iter().map(|f| f.range).collect())?;
        ranges(attributions(&text).into_iter().map(|f| f.range).collect())?;
        // Cues of different kinds may overlap.
        for found in cues(&text) {
            prop_assert!(text.get(found.range.clone()).is_some_and(|words| !words.is_empty()));
        }
    }
}
