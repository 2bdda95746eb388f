//! What a coder types into a count field.

use super::quantity::{Form, quantity_at};
use crate::lexicon::numeral::{MOST, numeral_at};
use crate::lexicon::token::Tokens;

/// Low, best and high of a count, each `None` where unknown.
pub type Figures = (Option<u64>, Option<u64>, Option<u64>);

/// The figures that a coder typed: "13", "6-8", "at least 6", "≥6", "6+", "about 600", "thirteen",
/// "dozens"; blank is unknown. Read by the same rules as the words of articles: [`super::Count`].
///
/// # Errors
/// A sentence that says what is wrong and what to write instead.
pub fn parse_count(text: &str) -> Result<Figures, String> {
    let text = text.trim();
    if text.is_empty() || matches!(text, "?" | "-" | "–" | "—") {
        return Ok((None, None, None));
    }
    if let Some(figures) = three_figures(text) {
        return in_order(figures, text);
    }
    let tightened = [" - ", " – ", " — "].iter().fold(text.to_owned(), |text, dash| text.replace(dash, "-"));
    let tokens = Tokens::of(&tightened);
    if let Some(digits) = too_many(&tokens) {
        return Err(format!(
            "{digits} is more people than are alive; the largest count is {MOST}. Check for a slip of the keyboard."
        ));
    }
    if text.starts_with(['-', '−']) {
        return Err(format!(
            "{text} is less than nobody; write a whole number, or leave the field blank if unknown."
        ));
    }
    let (quantity, signs) = quantity_at(&tokens, 0)
        .map(|q| (q, stray_signs(&tokens, q.words)))
        .ok_or_else(|| unreadable(text))?;
    // "13 killed" is no figure, but "two other" and "13 soldiers" say nothing else.
    let rest_is_noun = (quantity.words..tokens.len()).all(|i| {
        tokens.is(i, &["other", "others", "more", "autres"])
            || crate::lexicon::person::person_at(&tokens, i).is_some()
    });
    if signs || !rest_is_noun || (quantity.form == Form::Number && is_backwards(&tokens)) {
        return Err(backwards(&tokens, text).unwrap_or_else(|| unreadable(text)));
    }
    Ok((quantity.low, quantity.best, quantity.high))
}

/// Low, best and high one by one: "1 (0-1)" as the program writes them, or "0/1/1".
fn three_figures(text: &str) -> Option<Figures> {
    let figure = |part: &str| match part.trim() {
        "" | "?" | "-" | "–" => Some(None),
        digits => digits.parse::<u64>().ok().filter(|n| *n <= MOST).map(Some),
    };
    if let [low, best, high] = text.split('/').collect::<Vec<_>>().as_slice() {
        return Some((figure(low)?, figure(best)?, figure(high)?));
    }
    let (best, bounds) = text.strip_suffix(')')?.split_once('(')?;
    let (low, high) = bounds.split_once(['-', '–'])?;
    Some((figure(low)?, figure(best)?, figure(high)?))
}

fn in_order(figures: Figures, text: &str) -> Result<Figures, String> {
    let (low, best, high) = figures;
    let known: Vec<u64> = [low, best, high].into_iter().flatten().collect();
    if known.is_sorted() {
        Ok(figures)
    } else {
        Err(format!("{text} is out of order; write low, best and high from the least to the most."))
    }
}

fn unreadable(text: &str) -> String {
    format!(
        "“{text}” is no count that Tollbook can read; write 13, 6-8, at least 6, up to 30, about 600, or leave it blank."
    )
}

/// A number above [`MOST`], as typed.
fn too_many<'t>(tokens: &Tokens<'t>) -> Option<&'t str> {
    tokens
        .list
        .iter()
        .find(|t| {
            t.is_digits()
                && t.folded.trim_start_matches('0').len() >= 11
                && t.digits().is_none_or(|n| n > MOST)
        })
        .map(|t| t.raw)
}

/// Whether signs stand where none is understood.
fn stray_signs(tokens: &Tokens<'_>, words: usize) -> bool {
    let opening = tokens.gap_before(0).trim();
    let closing = tokens.gap(words.saturating_sub(1)).trim();
    !matches!(opening, "" | "≥" | ">" | "≤" | "<" | "~" | "≈" | ">=" | "<=" | "±")
        || (words == tokens.len() && !matches!(closing, "" | "+" | "."))
}

fn is_backwards(tokens: &Tokens<'_>) -> bool {
    backwards(tokens, "").is_some()
}

/// The sentence for "8-6".
fn backwards(tokens: &Tokens<'_>, text: &str) -> Option<String> {
    let first = numeral_at(tokens, 0)?;
    let last = first.words - 1;
    let at = if matches!(tokens.gap(last).trim(), "-" | "–" | "—") {
        first.words
    } else if tokens.is(first.words, &["to", "a"]) {
        first.words + 1
    } else {
        return None;
    };
    let second = numeral_at(tokens, at)?;
    (second.value < first.value).then(|| {
        format!("{text} runs backwards; write the smaller number first: {}-{}.", second.value, first.value)
    })
}
