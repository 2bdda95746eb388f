//! How many: numbers with the words that soften or bound them, whatever they count.

use std::sync::LazyLock;

use crate::lexicon::numeral::{MOST, Numeral, numeral_at};
use crate::lexicon::phrases::Phrases;
use crate::lexicon::token::Tokens;

/// A quantity in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    /// How many words it takes, softening words included.
    pub words: usize,
    /// The word where the number itself begins.
    pub number: usize,
    pub low: Option<u64>,
    pub best: Option<u64>,
    pub high: Option<u64>,
    pub form: Form,
}

/// In what form a quantity is written; vague ones need people beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One exact number in unbroken digits: perhaps a year, an age or a label.
    PlainDigits,
    /// Any other number, or several.
    Number,
    /// "dozens", "several", "a few".
    Vague,
    /// "both", "a couple": pairs of people or of anything.
    Pair,
}

#[derive(Clone, Copy)]
enum Bound {
    AtLeast,
    MoreThan,
    UpTo,
    LessThan,
    About,
}

static BOUNDS_BEFORE: LazyLock<Phrases<Bound>> = LazyLock::new(|| {
    Phrases::new([
        (
            "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum|au moins|au minimum|\
             pas moins de|pas moins d|على الأقل|ما لا يقل عن|لا يقل عن",
            Bound::AtLeast,
        ),
        (
            "more than|over|upwards of|in excess of|well over|plus de|plus d|au-delà de|au-dessus de|أكثر من",
            Bound::MoreThan,
        ),
        (
            "up to|as many as|no more than|not more than|at most|a maximum of|jusqu'à|au plus|au maximum|\
             pas plus de|pas plus d|un maximum de",
            Bound::UpTo,
        ),
        ("fewer than|less than|moins de|moins d|أقل من", Bound::LessThan),
        (
            "about|around|some|roughly|approximately|approx|nearly|almost|close to|an estimated|estimated|circa|\
             more or less|just over|just under|environ|quelque|quelques|près de|près d|presque|autour de|à peu près|\
             dans les|نحو|حوالي|قرابة|زهاء",
            Bound::About,
        ),
    ])
});

static BOUNDS_AFTER: LazyLock<Phrases<Bound>> = LazyLock::new(|| {
    Phrases::new([
        ("at least|or more|at a minimum|au moins|ou plus|au minimum|على الأقل", Bound::AtLeast),
        ("at most|at the most|or fewer|or less|au plus|au maximum|ou moins", Bound::UpTo),
        ("or so|environ|approximately", Bound::About),
    ])
});

/// Words for a number of things taken together, after another number or an article.
const UNITS: &[(&str, u64, bool)] = &[
    ("dozen", 12, true),
    ("score", 20, true),
    ("dizaine", 10, false),
    ("douzaine", 12, false),
    ("quinzaine", 15, false),
    ("vingtaine", 20, false),
    ("trentaine", 30, false),
    ("quarantaine", 40, false),
    ("cinquantaine", 50, false),
    ("soixantaine", 60, false),
    ("centaine", 100, false),
    ("millier", 1_000, false),
    ("dizaines", 10, false),
    ("centaines", 100, false),
    ("milliers", 1_000, false),
];

/// Plurals that name no number: at least two of what they name; see [`super::Count`].
static VAGUE: LazyLock<Phrases<u64>> = LazyLock::new(|| {
    Phrases::new([
        ("several hundreds|several hundred", 300),
        ("several thousand|several thousands", 3_000),
        ("hundreds of thousands|centaines de milliers", 200_000),
        ("tens of thousands|dizaines de milliers", 20_000),
        ("several dozen|several dozens|dozens", 24),
        ("scores", 40),
        (
            "hundreds|a few hundred|few hundred|centaines|des centaines|plusieurs centaines|quelques centaines|مئات",
            200,
        ),
        (
            "thousands|a few thousand|few thousand|milliers|des milliers|plusieurs milliers|quelques milliers|آلاف",
            2_000,
        ),
        ("des dizaines|dizaines|plusieurs dizaines|quelques dizaines|tens|عشرات", 20),
        ("several", 3),
        ("a few|a handful|a number|plusieurs|quelques|une poignée|un certain nombre|عدد", 2),
    ])
});

/// The quantity that begins at word `i`; none of its figures is above [`MOST`].
pub(super) fn quantity_at(tokens: &Tokens<'_>, i: usize) -> Option<Quantity> {
    any_quantity_at(tokens, i).filter(|q| [q.low, q.best, q.high].iter().flatten().all(|n| *n <= MOST))
}

fn any_quantity_at(tokens: &Tokens<'_>, i: usize) -> Option<Quantity> {
    let bound = BOUNDS_BEFORE.at(tokens, i).filter(|(words, _)| tokens.joined(i + words - 1));
    if let Some((words, bound)) = bound
        && let Some(inner) = unbounded(tokens, i + words)
        && inner.form != Form::Pair
        && (inner.form != Form::Vague || matches!(bound, Bound::About | Bound::AtLeast | Bound::MoreThan))
    {
        let quantity = Quantity { words: words + inner.words, ..inner };
        return Some(match inner.form {
            Form::Vague => quantity,
            _ => bounded(quantity, bound),
        });
    }
    let quantity = unbounded(tokens, i)?;
    if quantity.form == Form::Vague {
        return Some(quantity);
    }
    if let Some(bound) = sign_before(tokens, i).or_else(|| sign_after(tokens, i + quantity.words - 1)) {
        return Some(bounded(quantity, bound));
    }
    let after = i + quantity.words;
    match BOUNDS_AFTER.at(tokens, after).filter(|_| tokens.joined(after - 1)) {
        Some((words, bound)) => Some(bounded(Quantity { words: quantity.words + words, ..quantity }, bound)),
        None => Some(quantity),
    }
}

fn sign_before(tokens: &Tokens<'_>, i: usize) -> Option<Bound> {
    let gap = tokens.gap_before(i).trim_end();
    Some(match gap.chars().next_back()? {
        '≥' => Bound::AtLeast,
        '>' => Bound::MoreThan,
        '≤' => Bound::UpTo,
        '<' => Bound::LessThan,
        '~' | '≈' | '±' => Bound::About,
        '=' if gap.ends_with(">=") => Bound::AtLeast,
        '=' if gap.ends_with("<=") => Bound::UpTo,
        _ => return None,
    })
}

fn sign_after(tokens: &Tokens<'_>, last: usize) -> Option<Bound> {
    tokens.gap(last).starts_with('+').then_some(Bound::AtLeast)
}

fn bounded(quantity: Quantity, bound: Bound) -> Quantity {
    // Of a range, "at least 6 to 8" bounds the low end and "up to 6-8" the high end.
    let (low, high) = (quantity.low.or(quantity.best), quantity.high.or(quantity.best));
    let (low, best, high) = match bound {
        // It bounds the number, and is no figure.
        Bound::AtLeast => (low, None, None),
        Bound::MoreThan => (low.map(|n| n + 1), None, None),
        Bound::UpTo => (None, None, high),
        Bound::LessThan => (None, None, high.map(|n| n.saturating_sub(1))),
        Bound::About if quantity.best.is_some() => (None, quantity.best, None),
        Bound::About => (quantity.low, None, quantity.high),
    };
    Quantity { low, best, high, form: Form::Number, ..quantity }
}

fn unbounded(tokens: &Tokens<'_>, i: usize) -> Option<Quantity> {
    vague(tokens, i).or_else(|| pair(tokens, i)).or_else(|| range(tokens, i)).or_else(|| exact(tokens, i))
}

fn vague(tokens: &Tokens<'_>, i: usize) -> Option<Quantity> {
    let (words, low) = VAGUE.at(tokens, i)?;
    let counted = tokens.is(i + words, &["de", "d"]) && tokens.is(i + words + 1, &["milliers"]);
    let (words, low) = if counted { (words + 2, low.checked_mul(1_000)?) } else { (words, low) };
    Some(Quantity { words, number: i, low: Some(low), best: None, high: None, form: Form::Vague })
}

fn pair(tokens: &Tokens<'_>, i: usize) -> Option<Quantity> {
    let words = match (tokens.word(i), tokens.word(i + 1)) {
        ("both", _) => 1,
        ("a", "couple" | "pair") => 2,
        _ => return None,
    };
    Some(Quantity { words, number: i, low: Some(2), best: Some(2), high: Some(2), form: Form::Pair })
}

/// "13", "two dozen", "a dozen", "une centaine".
fn exact(tokens: &Tokens<'_>, i: usize) -> Option<Quantity> {
    let (times, words, form) = match numeral_at(tokens, i) {
        Some(n) => (n.value, n.words, if n.plain_digits { Form::PlainDigits } else { Form::Number }),
        None if tokens.is(i, &["a", "une", "un"]) => (1, 1, Form::Number),
        None if tokens.word(i) == "half" => {
            let words = if tokens.is(i + 1, &["a"]) { 2 } else { 1 };
            let dozen = tokens.is(i + words, &["dozen"]) && tokens.joined(i + words - 1);
            return dozen.then(|| exactly(i, words + 1, 6, Form::Number));
        }
        None => return None,
    };
    let unit =
        UNITS.iter().find(|(unit, ..)| *unit == tokens.word(i + words) && tokens.joined(i + words - 1));
    if let Some((_, size, is_exact)) = unit {
        let value = times.checked_mul(*size).filter(|n| *n <= MOST)?;
        let quantity = exactly(i, words + 1, value, Form::Number);
        return Some(if *is_exact { quantity } else { bounded(quantity, Bound::About) });
    }
    numeral_at(tokens, i).map(|_| exactly(i, words, times, form))
}

fn exactly(number: usize, words: usize, value: u64, form: Form) -> Quantity {
    Quantity { words, number, low: Some(value), best: Some(value), high: Some(value), form }
}

/// "6-8", "6 to 8", "between 6 and 8", "400 to 500", "six or seven", "de 6 à 8".
fn range(tokens: &Tokens<'_>, i: usize) -> Option<Quantity> {
    let lead = usize::from(tokens.is(i, &["between", "entre", "from", "de", "بين"]) && tokens.joined(i));
    let first = numeral_at(tokens, i + lead)?;
    let last = i + lead + first.words - 1;
    let dashed = matches!(tokens.gap(last), "-" | "–" | "—" | "‑");
    let worded = tokens.joined(last) && tokens.joined(last + 1) && {
        let between = lead == 1 && tokens.is(i, &["between", "entre", "بين"]);
        let and = between && tokens.is(last + 1, &["and", "et", "و"]);
        and || tokens.is(last + 1, &["to", "or", "a", "ou", "الي"])
    };
    let at = match (dashed, worded) {
        (true, _) => last + 1,
        (_, true) => last + 2,
        _ => return None,
    };
    let second = numeral_at(tokens, at)?;
    let low = scaled_like(tokens, first, second, at);
    // "rises from 37 to 38" is a change, not a range.
    let is_change = matches!(tokens.before(i + lead, 1), "from" | "de") && changes(tokens, i);
    (low < second.value && !is_change).then_some(Quantity {
        words: at + second.words - i,
        number: i + lead,
        low: Some(low),
        best: None,
        high: Some(second.value),
        form: Form::Number,
    })
}

/// In "2 to 3 million" the million belongs to both.
fn scaled_like(tokens: &Tokens<'_>, first: Numeral, second: Numeral, at: usize) -> u64 {
    let scale = match tokens.word(at + second.words - 1) {
        "hundred" => 100,
        "thousand" | "mille" => 1_000,
        "million" | "millions" => 1_000_000,
        "billion" | "milliard" | "milliards" => 1_000_000_000,
        _ => return first.value,
    };
    let shares = second.words > 1 && first.value < scale && first.value.saturating_mul(scale) < second.value;
    if shares { first.value * scale } else { first.value }
}

fn changes(tokens: &Tokens<'_>, i: usize) -> bool {
    (1..=8).any(|back| {
        matches!(
            tokens.before(i, back),
            "raises"
                | "raising"
                | "raised"
                | "rises"
                | "rising"
                | "rose"
                | "risen"
                | "increased"
                | "increases"
                | "increasing"
                | "brings"
                | "bringing"
                | "brought"
                | "went"
                | "goes"
                | "up"
                | "fell"
                | "down"
                | "cut"
                | "reduced"
                | "passe"
                | "passant"
                | "porte"
                | "portant"
                | "monte"
                | "grimpe"
                | "augmente"
        )
    })
}
