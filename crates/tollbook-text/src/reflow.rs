//! Which lines of a text are one paragraph that was broken at some width, as wire messages and old downloads are.

use std::ops::Range;

/// Lines are broken at a width between these, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;
/// So many characters may be missing from a full line beside the word that did not fit.
const TOLERANCE: usize = 3;
/// Of so many full lines at least one in two ends within a sentence.
const FEWEST: usize = 2;

/// A line, without the spaces at its ends.
struct Line<'t> {
    range: Range<usize>,
    words: &'t str,
    /// How many characters it takes up with the spaces before it.
    width: usize,
    indent: usize,
}

/// The paragraphs whose lines are to be joined: ranges from the first line's beginning to the last line's end.
///
/// A line goes on in the next where the next line's first word had no room on it. What looks like a list, a table or a
/// heading stays as it is, and so does a text whose lines are not broken at one width.
pub fn wrapped_paragraphs(text: &str) -> Vec<Range<usize>> {
    let lines = lines(text);
    let Some(width) = width_of(&lines) else { return Vec::new() };
    let joins: Vec<bool> = lines.windows(2).map(|pair| goes_on(&pair[0], &pair[1], width)).collect();
    let full = joins.iter().filter(|joins| **joins).count();
    let inside =
        lines.iter().zip(&joins).filter(|(line, joins)| **joins && !ends_sentence(line.words)).count();
    if full < FEWEST || inside * 2 < full {
        return Vec::new();
    }
    let mut paragraphs = Vec::new();
    let mut first = 0;
    for at in 0..lines.len() {
        if joins.get(at).copied().unwrap_or(false) {
            continue;
        }
        if at > first {
            paragraphs.push(lines[first].range.start..lines[at].range.end);
        }
        first = at + 1;
    }
    paragraphs
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let words = line.trim();
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        let width = if words.is_empty() { 0 } else { indent + words.chars().count() };
        lines.push(Line { range: at..at + line.len(), words, width, indent });
        at += line.len() + 1;
    }
    lines
}

/// The width at which the lines are broken, if there is one: that of the longest lines which another line follows.
fn width_of(lines: &[Line<'_>]) -> Option<usize> {
    let followed = lines.windows(2).filter(|pair| !pair[0].words.is_empty() && !pair[1].words.is_empty());
    let mut widths: Vec<usize> = followed.map(|pair| pair[0].width).collect();
    widths.sort_unstable();
    // Addresses and the like may stand out.
    let width = *widths.get(widths.len().saturating_sub(1) - widths.len() / 50)?;
    WIDTHS.contains(&width).then_some(width)
}

/// Whether a paragraph goes on from a line to the next one.
fn goes_on(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let Some(word) = next.words.split_whitespace().next() else { return false };
    let is_full = line.width + 1 + word.chars().count() + TOLERANCE > width;
    let is_in_line = next.indent <= line.indent || next.indent == 0;
    !line.words.is_empty()
        && is_full
        && is_in_line
        && line.width <= width
        && is_prose(line)
        && is_prose(next)
        && !is_item(next.words)
}

/// Whether a line is neither of a table nor a rule.
fn is_prose(line: &Line<'_>) -> bool {
    let has_columns = line.words.contains('\t') || line.words.contains("    ");
    !has_columns && line.words.chars().any(char::is_alphanumeric) && !line.words.starts_with('|')
}

/// Whether a line begins as an item of a list does.
fn is_item(words: &str) -> bool {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < words.len()
        && words.len() - rest.len() <= 3
        && (rest.starts_with(". ") || rest.starts_with(") "));
    let marked = ["- ", "* ", "• ", "– ", "+ ", "> ", "# ", "## "].iter().any(|mark| words.starts_with(mark));
    numbered || marked
}

fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(['"', '”', '»', '’', '\'', ')', ']'])
        .ends_with(['.', '!', '?', ':', '؟', '…', '。'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The joined paragraphs, with a bar for each line end within them.
    fn joined(text: &str) -> Vec<String> {
        wrapped_paragraphs(text).into_iter().map(|range| text[range].replace('\n', "|")).collect()
    }

    const WIRE: &str = "   TARVELA, 4 MAR 91 (ZNA) -- [TEXT] THE NORTHERN COMMAND REPORTED THAT\n\
        TWO CONSCRIPTS DIED IN AN AMBUSH NEAR THE DAM AND THAT THE ROAD TO OSSA\n\
        WAS CLOSED.\n\
        \n   A SPOKESMAN SAID THAT THE DEAD WOULD BE BURIED ON FRIDAY MORNING, AND\n\
        THAT NOBODY ELSE WAS MISSING.\n";

    #[test]
    fn the_lines_of_a_wire_message_are_joined() {
        let found = joined(WIRE);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].ends_with("OSSA|WAS CLOSED."), "{found:?}");
        assert_eq!(found[1].matches('|').count(), 1, "{found:?}");
    }

    #[test]
    fn a_paragraph_without_a_blank_line_after_it_ends_where_a_line_is_short() {
        let text = "The convoy left the depot before dawn and was hit near the river, an\n\
            hour after the ferry had gone; nobody saw who had fired.\n\
            The governor, who had come by air, said that the road would stay open and\n\
            that the mines would be cleared.\n";
        let found = joined(text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].starts_with("The governor"), "{found:?}");
    }

    #[test]
    fn what_is_no_wrapped_text_stays_as_it_is() {
        for text in [
            "Two hurt at the ferry\nKarsa Daily News\n3 May 2014\n\nThe convoy was hit near the river and two guards were hurt, the army said. The road to Ossa stayed closed until the evening.\n",
            "first paragraph of a page that is a line of its own, as long as any, with more than one hundred and ten letters in it.\nsecond paragraph of a page that is a line of its own, as long as any, with more than one hundred and ten letters in it.\n",
            "Name             Rank              Unit              Day\nA. Wenn          Sergeant          2nd company       3 May\nB. Castell       Corporal          4th company       4 May\n",
            "We went to the river in the early morning.\nWe saw the ferry burning on the far bank.\nWe heard the shots and then the silence.\n",
            "- a list of things that were seen by the patrol at the bridge\n- another thing that was seen there and written down at once\n- a third thing that nobody else had seen or heard of before\n",
            "",
            "\n\n\n",
        ] {
            assert_eq!(joined(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_list_below_a_wrapped_paragraph_keeps_its_items() {
        let text = format!(
            "{WIRE}\n- a list of things that were seen by the patrol at the bridge over\n- another thing\n"
        );
        assert!(joined(&text).iter().all(|paragraph| !paragraph.contains("|- ")), "{:?}", joined(&text));
    }

    proptest! {
        #[test]
        fn paragraphs_are_in_order_apart_and_on_character_boundaries(
            text in r"(\PC{0,12}|the |soldier |\n|\n\n|  |. |the patrol was hit near the river and turned back to the old town\n){0,60}",
        ) {
            let mut last = 0;
            for range in wrapped_paragraphs(&text) {
                prop_assert!(last <= range.start && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                prop_assert!(!text[range.clone()].contains("\n\n"));
                last = range.end;
            }
        }

        #[test]
        fn text_that_was_broken_at_a_width_is_put_together_again(
            words in prop::collection::vec("[a-z]{1,10}", 60..200), width in 60usize..80,
        ) {
            let mut text = String::new();
            let mut line = 0;
            for word in &words {
                if line > 0 && line + 1 + word.len() > width {
                    text.push('\n');
                    line = 0;
                } else if line > 0 {
                    text.push(' ');
                    line += 1;
                }
                text.push_str(word);
                line += word.len();
            }
            prop_assert_eq!(wrapped_paragraphs(&text), std::iter::once(0..text.len()).collect::<Vec<_>>());
        }
    }
}
