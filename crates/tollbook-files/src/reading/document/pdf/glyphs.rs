//! The characters of a page, with their places.

use std::collections::{HashMap, HashSet};

use hayro_cmap::BfString;
use hayro_interpret::font::{Glyph as FontGlyph, GlyphRun, OutlineGlyph};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::super::{Budget, ReadError};

/// The most characters of one page.
const CHARACTERS: usize = 1_000_000;
/// How many drawing instructions pass between two looks at the budget.
const BETWEEN_CHECKS: usize = 256;

/// A character as it is shown: in points, from the top left corner of the page, y downwards, turned so that
/// its line runs to the right.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Its characters; � where the font does not say them.
    pub text: String,
    /// Where it begins.
    pub x0: f32,
    /// Where the next would begin.
    pub x1: f32,
    /// Its baseline.
    pub y: f32,
    /// The size of its font.
    pub size: f32,
    /// The drawing instruction that it belongs to: one shows a line, or a part of one.
    pub run: usize,
}

/// What a page shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// Its characters in the order in which they are drawn, those of lines in the page's main direction.
    pub glyphs: Vec<Glyph>,
    /// Characters of lines that run in another direction.
    pub turned: Vec<Glyph>,
    /// How many pictures it has.
    pub images: usize,
}

/// How often the same may be drawn again in one place before the page is taken to go in circles.
const AGAIN: usize = 2000;

/// The stroke that stretches an Arabic word. It is no letter of the word.
pub(super) const TATWEEL: char = '\u{640}';

/// Thrown out of an interpretation that takes too long, or that goes in circles and so has shown everything: the
/// interpreter has no other way to stop.
struct Stop(Option<ReadError>);

/// Interprets a page.
///
/// # Errors
/// Where the budget is used up.
pub(super) fn shown<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    budget: &Budget<'_>,
) -> Result<Shown, ReadError> {
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let (width, height) = page.render_dimensions();
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, bounds, cache, page.xref(), settings);
    let mut collector = Collector {
        bounds,
        lines: Default::default(),
        images: 0,
        count: 0,
        seen: HashSet::new(),
        strokes: HashMap::new(),
        again: 0,
        budget,
    };
    let interpreted = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        interpret_page(page, &mut context, &mut collector);
    }));
    if let Err(payload) = interpreted
        && let Ok(stop) = payload.downcast::<Stop>()
        && let Some(error) = stop.0
    {
        return Err(error);
    }
    // After a panic within the interpreter, what was collected until then is the page's text.
    let Collector { lines, images, .. } = collector;
    let main = (0..4).max_by_key(|at| lines[*at].len()).unwrap_or(0);
    let mut shown = Shown { images, ..Shown::default() };
    for (at, glyphs) in lines.into_iter().enumerate() {
        if at == main {
            shown.glyphs = glyphs;
        } else {
            shown.turned.extend(glyphs);
        }
    }
    Ok(shown)
}

struct Collector<'b> {
    bounds: Rect,
    /// By the direction of their lines: rightwards, downwards, leftwards, upwards.
    lines: [Vec<Glyph>; 4],
    images: usize,
    count: usize,
    /// The places and first characters of what was drawn.
    seen: HashSet<(i64, i64, u32)>,
    /// Which shapes are the stroke that stretches Arabic words.
    strokes: HashMap<u128, bool>,
    again: usize,
    budget: &'b Budget<'b>,
}

impl Collector<'_> {
    fn tick(&mut self) {
        self.count += 1;
        if self.count.is_multiple_of(BETWEEN_CHECKS)
            && let Err(error) = self.budget.check()
        {
            std::panic::resume_unwind(Box::new(Stop(Some(error))));
        }
    }

    fn add(&mut self, glyph: &FontGlyph<'_>, transform: Affine) {
        let origin = transform * Point::ZERO;
        if !self.bounds.inflate(2.0, 2.0).contains(origin) {
            return;
        }
        let advance = match glyph {
            FontGlyph::Outline(glyph) => glyph.advance_width(),
            FontGlyph::Type3(glyph) => glyph.advance_width(),
        };
        let advance = f64::from(advance.unwrap_or(500.0)).clamp(0.0, 4000.0);
        let [a, b, c, d, ..] = transform.as_coeffs();
        // The transform maps a thousandth of an em.
        let size = (c.hypot(d) * 1000.0) as f32;
        let width = (a.hypot(b) * advance) as f32;
        if !(0.5..2000.0).contains(&size) || !width.is_finite() {
            return;
        }
        let (x, y) = (origin.x as f32, origin.y as f32);
        let (wide, high) = (self.bounds.width() as f32, self.bounds.height() as f32);
        // Turned so that the line runs to the right.
        let (direction, x0, y) = if a.abs() >= b.abs() {
            if a >= 0.0 { (0, x, y) } else { (2, wide - x, high - y) }
        } else if b > 0.0 {
            (1, y, wide - x)
        } else {
            (3, high - y, x)
        };
        let text = match (characters(glyph.as_unicode()), glyph) {
            (None, FontGlyph::Type3(glyph)) => of_tex_code(glyph.char_code()),
            // A glyph that takes room is something.
            (Some(text), _) if text.is_empty() && width > 0.0 => None,
            (text, _) => text,
        };
        let mut text = text.unwrap_or_else(|| "\u{fffd}".to_owned());
        // Programs that stretch Arabic words say of the strokes between their letters that they are spaces or digits.
        if let FontGlyph::Outline(glyph) = glyph
            && text.bytes().all(|b| b.is_ascii() && !b.is_ascii_alphabetic())
            && *self
                .strokes
                .entry(glyph.identifier().cache_key())
                .or_insert_with(|| is_stroke(glyph, advance))
        {
            text = TATWEEL.to_string();
        }
        self.lines[direction].push(Glyph { text, x0, x1: x0 + width, y, size, run: self.count });
    }
}

/// Whether a shape is a flat stroke on the baseline, as wide as the room that it takes.
fn is_stroke(glyph: &OutlineGlyph, advance: f64) -> bool {
    let outline = glyph.outline();
    let shape = outline.bounding_box();
    advance > 0.0
        && !outline.elements().is_empty()
        && shape.width() >= 0.9 * advance
        && shape.width() > shape.height()
        && shape.height() < 250.0
        && shape.y0 > -150.0
        && (0.0..350.0).contains(&shape.y1)
}

fn characters(unicode: Option<BfString>) -> Option<String> {
    let text = match unicode? {
        BfString::Char(c) => String::from(c),
        BfString::String(text) => text,
    };
    let text = text.chars().map(|c| match c {
        // Bullets of the fonts Symbol and Wingdings.
        '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' | '\u{f06e}' => '•',
        '\0' | '\u{e000}'..='\u{f8ff}' => '\u{fffd}',
        '\t' | '\n' | '\r' | '\u{a0}' | '\u{2002}'..='\u{200a}' => ' ',
        c => c,
    });
    Some(text.filter(|c| !c.is_control()).collect())
}

/// The character of a code in a bitmap font without names, as TeX makes them: its encodings agree with ASCII, and
/// otherwise the newer one (T1) is meant, with the ligatures of the older one where the newer has accents alone.
fn of_tex_code(code: u32) -> Option<String> {
    const LOW: [&str; 21] = [
        "ff", "fi", "fl", "ffi", "ffl", "“", "”", "„", "«", "»", "–", "—", "", "0", "ı", "ȷ", "ff", "fi",
        "fl", "ffi", "ffl",
    ];
    const HIGH: &str = "ĂĄĆČĎĚĘĞĹĽŁŃŇŊŐŔŘŚŠŞŤŢŰŮŸŹŽŻĲİđ§ăąćčďěęğĺľłńňŋőŕřśšşťţűůÿźžżĳ¡¿£\
        ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖŒØÙÚÛÜÝÞẞàáâãäåæçèéêëìíîïðñòóôõöœøùúûüýþß";
    match code {
        0x0b..=0x1f => LOW.get(code as usize - 0x0b).map(|text| (*text).to_owned()),
        0x20..=0x7e => char::from_u32(code).map(String::from),
        0x7f => Some("-".to_owned()),
        0x80..=0xff => HIGH.chars().nth(code as usize - 0x80).map(String::from),
        _ => None,
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.tick();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.tick();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.tick();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.tick();
        if let Some(first) = run.glyphs().first() {
            let at = props.transform * first.transform() * Point::ZERO;
            let place = ((at.x * 16.0) as i64, (at.y * 16.0) as i64, first.char_code());
            if !self.seen.insert(place) {
                self.again += 1;
                if self.again > AGAIN + 4 * self.seen.len() {
                    std::panic::resume_unwind(Box::new(Stop(None)));
                }
            }
        }
        let held: usize = self.lines.iter().map(Vec::len).sum();
        for glyph in run.glyphs().iter().take(CHARACTERS.saturating_sub(held)) {
            self.add(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.tick();
        self.images += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
