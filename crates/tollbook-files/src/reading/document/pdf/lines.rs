//! From characters to pieces of lines: runs of text without a wide gap.

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::glyphs::{Glyph, TATWEEL};

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Its text in reading order, without white space around it.
    pub text: String,
    /// Its left edge.
    pub x0: f32,
    /// Its right edge.
    pub x1: f32,
    /// Its baseline.
    pub y: f32,
    /// The size of most of its characters.
    pub size: f32,
    /// When it was drawn: the place of its first character among those of the page.
    pub drawn: usize,
}

impl Piece {
    /// Whether its text runs from right to left.
    pub(super) fn is_rtl(&self) -> bool {
        is_rtl(&self.text)
    }
}

/// Glyphs of one line while they are gathered.
struct Run {
    glyphs: Vec<(usize, Glyph)>,
    x0: f32,
    x1: f32,
    y: f32,
    size: f32,
    only_marks: bool,
}

/// The pieces of lines, from top to bottom and from left to right.
pub(super) fn pieces(glyphs: Vec<Glyph>) -> Vec<Piece> {
    let mut runs: Vec<Run> = Vec::new();
    // Where runs were last added to, by height, so that pages drawn out of order stay fast.
    for (at, glyph) in glyphs.into_iter().enumerate() {
        let near = runs.len().saturating_sub(3)..runs.len();
        let fits = near.rev().find(|i| joins(&runs[*i], &glyph));
        match fits {
            Some(i) => {
                let run = &mut runs[i];
                run.x0 = run.x0.min(glyph.x0);
                run.x1 = run.x1.max(glyph.x1);
                // A raised figure or an accent does not set the size and the height of its line.
                if glyph.size > run.size || run.only_marks {
                    (run.size, run.y) = (glyph.size, glyph.y);
                }
                run.only_marks &= mark(&glyph.text).is_some();
                run.glyphs.push((at, glyph));
            }
            None => runs.push(Run {
                x0: glyph.x0,
                x1: glyph.x1,
                y: glyph.y,
                size: glyph.size,
                only_marks: mark(&glyph.text).is_some(),
                glyphs: vec![(at, glyph)],
            }),
        }
    }
    runs.retain(|run| run.glyphs.iter().any(|(_, glyph)| !glyph.text.trim().is_empty()));
    let mut pieces: Vec<Piece> = joined(runs).into_iter().filter_map(piece).collect();
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    pieces
}

/// Whether a glyph that is drawn next goes on with a run: on its line, or raised or lowered within it, and not
/// far from either end.
fn joins(run: &Run, glyph: &Glyph) -> bool {
    let size = run.size.max(glyph.size);
    let shift = (run.y - glyph.y).abs();
    let raised = glyph.size < 0.85 * run.size && shift < 0.5 * run.size;
    let after_raised = run.size < 0.85 * glyph.size && shift < 0.5 * glyph.size && run.glyphs.len() <= 3;
    // Accents stand higher over capital letters.
    let accent = shift < 0.5 * size && (mark(&glyph.text).is_some() || run.only_marks);
    let Some((_, last)) = run.glyphs.last() else { return false };
    // Words of a justified line may be far apart, but one instruction never shows two columns.
    let reach = if last.run == glyph.run {
        3.0
    } else if last.text == " " && shift < 0.02 * size {
        1.5
    } else {
        0.55
    };
    let level = shift < 0.12 * size || raised || after_raised || accent;
    level && glyph.x0 < run.x1 + reach * size && glyph.x1 > run.x0 - reach * size
}

/// Joins runs that follow one another closely on the same line, whatever the order in which they were drawn.
fn joined(mut runs: Vec<Run>) -> Vec<Run> {
    runs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        // Runs on about the same height are at the end.
        let near =
            out.iter().enumerate().rev().take_while(|(_, before)| run.y - before.y < run.size).take(60);
        let fits = near.into_iter().find(|(_, before)| follows(before, &run)).map(|(i, _)| i);
        match fits {
            Some(i) => {
                let before = &mut out[i];
                before.x0 = before.x0.min(run.x0);
                before.x1 = before.x1.max(run.x1);
                if run.size > before.size * 1.1 {
                    (before.size, before.y) = (run.size, run.y);
                }
                before.glyphs.extend(run.glyphs);
            }
            None => out.push(run),
        }
    }
    // Joined runs may now touch others that were passed over.
    let mut at = 0;
    while at < out.len() {
        let next = (at + 1..out.len().min(at + 40)).find(|i| follows(&out[at], &out[*i]));
        match next {
            Some(i) => {
                let run = out.remove(i);
                let before = &mut out[at];
                before.x0 = before.x0.min(run.x0);
                before.x1 = before.x1.max(run.x1);
                before.glyphs.extend(run.glyphs);
            }
            None => at += 1,
        }
    }
    out
}

fn follows(before: &Run, run: &Run) -> bool {
    let (large, small) = (before.size.max(run.size), before.size.min(run.size));
    let shift = (before.y - run.y).abs();
    let level = shift < 0.15 * small || (small < 0.85 * large && shift < 0.45 * large);
    let gap = (run.x0 - before.x1).max(before.x0 - run.x1);
    // A dropped capital or a raised figure touches its line; words of one line are less than an em apart.
    let reach = if small < 0.6 * large { 0.15 } else { 0.62 };
    level && gap < reach * small.max(large * 0.6) && gap > -3.0 * large
}

fn piece(run: Run) -> Option<Piece> {
    let Run { mut glyphs, y, .. } = run;
    let drawn = glyphs.iter().map(|(at, _)| *at).min()?;
    attach_marks(&mut glyphs);
    let rtl = is_rtl_glyphs(&glyphs);
    glyphs.sort_by(|(i, a), (j, b)| a.x0.total_cmp(&b.x0).then(i.cmp(j)));
    // The same character drawn twice in one place is bold type.
    glyphs.dedup_by(|(_, b), (_, a)| {
        a.text == b.text && (a.x0 - b.x0).abs() < 0.12 * a.size && !a.text.trim().is_empty() && a.x1 > a.x0
    });
    let mut sizes: Vec<f32> =
        glyphs.iter().filter(|(_, g)| !g.text.trim().is_empty()).map(|(_, g)| g.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = *sizes.get(sizes.len() / 2)?;
    let solid = || glyphs.iter().filter(|(_, glyph)| !glyph.text.trim().is_empty()).map(|(_, glyph)| glyph);
    let x0 = solid().map(|glyph| glyph.x0).fold(f32::MAX, f32::min);
    let x1 = solid().map(|glyph| glyph.x1).fold(f32::MIN, f32::max);
    let y = solid()
        .filter(|glyph| (glyph.size - size).abs() < 0.1 * size && mark(&glyph.text).is_none())
        .map(|glyph| glyph.y)
        .next()
        .unwrap_or(y);
    let words = words(&glyphs);
    let text = if rtl { logical(words) } else { words.into_iter().map(|(text, _)| text).collect() };
    let text = normalized(&text).replace(TATWEEL, "");
    let text = text.trim();
    (!text.is_empty()).then(|| Piece { text: text.to_owned(), x0, x1, y, size, drawn })
}

/// Puts combining marks, and accents that are drawn over a letter, behind that letter.
fn attach_marks(glyphs: &mut Vec<(usize, Glyph)>) {
    if !glyphs.iter().any(|(_, glyph)| mark(&glyph.text).is_some()) {
        return;
    }
    glyphs.sort_by_key(|(at, _)| *at);
    let mut out: Vec<(usize, Glyph)> = Vec::with_capacity(glyphs.len());
    // Marks that were drawn before their letter.
    let mut early = String::new();
    for i in 0..glyphs.len() {
        let (at, glyph) = &glyphs[i];
        let Some(mark_text) = mark(&glyph.text) else {
            let mut glyph = glyph.clone();
            if !early.is_empty() && glyph.text == "ı" {
                "i".clone_into(&mut glyph.text);
            }
            glyph.text.push_str(&std::mem::take(&mut early));
            out.push((*at, glyph));
            continue;
        };
        let middle = (glyph.x0 + glyph.x1) / 2.0;
        let distance = |other: &Glyph| (middle - (other.x0 + other.x1) / 2.0).abs();
        let over = |other: &Glyph| {
            other.text.chars().all(char::is_alphabetic) && other.x0 <= middle && middle <= other.x1
        };
        let next = glyphs.get(i + 1).map(|(_, next)| next).filter(|next| mark(&next.text).is_none());
        let before = out.last_mut().map(|(_, before)| before);
        // A mark that stands beside its letters is a character of its own: "`quoted´".
        let combining = mark_text == glyph.text;
        // The marks of Arabic and Hebrew have no place of their own; from left to right they come before their letter.
        if mark_text.starts_with(|c| direction(c) == Direction::Right) {
            let to_the_right = |next: &Glyph| before.as_ref().is_none_or(|before| next.x0 > before.x0);
            if next.is_some_and(to_the_right) {
                early.push_str(&mark_text);
            } else if let Some(before) = before {
                before.text.push_str(&mark_text);
            }
            continue;
        }
        match (before, next) {
            (Some(before), _)
                if over(before)
                    && next.is_none_or(|next| !over(next) || distance(before) <= distance(next)) =>
            {
                before.text.push_str(&mark_text);
            }
            (_, Some(next)) if over(next) => early.push_str(&mark_text),
            (Some(before), next)
                if combining && next.is_none_or(|next| distance(before) <= distance(next)) =>
            {
                before.text.push_str(&mark_text);
            }
            (_, Some(_)) if combining => early.push_str(&mark_text),
            _ => out.push((*at, glyph.clone())),
        }
    }
    *glyphs = out;
}

/// The combining marks that a glyph may stand for.
fn mark(text: &str) -> Option<String> {
    let combining = |c: char| {
        Some(match c {
            '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}' => c,
            '\u{b4}' | '\u{2ca}' => '\u{301}',
            '`' | '\u{2cb}' => '\u{300}',
            '\u{a8}' => '\u{308}',
            '^' | '\u{2c6}' => '\u{302}',
            '~' | '\u{2dc}' => '\u{303}',
            '\u{2c7}' => '\u{30c}',
            '\u{2d8}' => '\u{306}',
            '\u{2d9}' => '\u{307}',
            '\u{2dd}' => '\u{30b}',
            '\u{b8}' => '\u{327}',
            '\u{2db}' => '\u{328}',
            '\u{2da}' => '\u{30a}',
            '\u{af}' | '\u{2c9}' => '\u{304}',
            _ => return None,
        })
    };
    if text.is_empty() { None } else { text.chars().map(combining).collect() }
}

/// The glyphs' texts from left to right, with a space wherever there is a gap, and each with whether it is the
/// space.
fn words(glyphs: &[(usize, Glyph)]) -> Vec<(String, bool)> {
    let spaces = glyphs.iter().filter(|(_, glyph)| glyph.text == " ").count();
    // Where spaces are drawn, gaps may be letter-spacing.
    let least = if spaces * 12 > glyphs.len() { 0.28 } else { 0.16 };
    let mut out: Vec<(String, bool)> = Vec::with_capacity(glyphs.len() + 16);
    let mut end: Option<f32> = None;
    let mut spaced = false;
    for (_, glyph) in glyphs {
        if glyph.text.trim().is_empty() {
            spaced |= !glyph.text.is_empty();
            continue;
        }
        // A space that takes no room is a place where the word may be divided.
        if std::mem::take(&mut spaced)
            && end.is_none_or(|end| glyph.x0 - end > 0.04 * glyph.size)
            && !out.last().is_some_and(|(_, space)| *space)
        {
            out.push((" ".to_owned(), true));
        }
        if let Some(end) = end
            && glyph.x0 - end > least * glyph.size
            && !out.last().is_some_and(|(_, space)| *space)
        {
            out.push((" ".to_owned(), true));
        }
        // A mark that stands over a letter is that letter's.
        end = Some(end.map_or(glyph.x1, |end: f32| end.max(glyph.x1)));
        out.push((glyph.text.clone(), false));
    }
    out
}

/// Puts what stands from left to right on paper into the order in which a right-to-left line is read.
fn logical(words: Vec<(String, bool)>) -> String {
    let mut out = String::new();
    let mut left_to_right: Vec<String> = Vec::new();
    let mut pending = String::new();
    for (text, _) in words.into_iter().rev() {
        let strong = text.chars().next().map(direction);
        match strong {
            Some(Direction::Left) => {
                // Spaces and points between two words or numbers belong to their run.
                if !left_to_right.is_empty() {
                    left_to_right.extend(pending.chars().map(String::from));
                } else {
                    out.push_str(&pending);
                }
                pending.clear();
                left_to_right.push(text);
            }
            Some(Direction::Right) => {
                out.extend(left_to_right.drain(..).rev());
                out.push_str(&pending);
                pending.clear();
                out.push_str(&text);
            }
            _ => pending.push_str(&text),
        }
    }
    out.extend(left_to_right.drain(..).rev());
    out.push_str(&pending);
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Left,
    Right,
    Neutral,
}

fn direction(c: char) -> Direction {
    match c {
        '\u{590}'..='\u{65f}'
        | '\u{66a}'..='\u{6ef}'
        | '\u{6fa}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' => Direction::Right,
        c if c.is_alphanumeric() => Direction::Left,
        _ => Direction::Neutral,
    }
}

fn is_rtl(text: &str) -> bool {
    let (mut right, mut left) = (0_usize, 0_usize);
    for c in text.chars() {
        match direction(c) {
            Direction::Right => right += 1,
            Direction::Left if c.is_alphabetic() => left += 1,
            _ => {}
        }
    }
    right > left
}

fn is_rtl_glyphs(glyphs: &[(usize, Glyph)]) -> bool {
    let text: String = glyphs.iter().map(|(_, glyph)| glyph.text.as_str()).collect();
    is_rtl(&text)
}

/// Ligatures and presentation forms as letters, letters and their accents as one.
fn normalized(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let compatible = DecomposingNormalizerBorrowed::new_nfkd();
    let composing = ComposingNormalizerBorrowed::new_nfc();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}'..='\u{fb06}'
            | '\u{fb13}'..='\u{fb17}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}' => {
                let form = c.to_string();
                out.push_str(&compatible.normalize(&form));
            }
            '\u{2010}' | '\u{2011}' => out.push('-'),
            c => out.push(c),
        }
    }
    composing.normalize(&out).into_owned()
}
