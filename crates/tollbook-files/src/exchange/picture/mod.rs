//! The chart as a picture to publish: SVG with outlined text, or PNG.
//!
//! The layout is written here as SVG from the same [`Chart`] that the window draws; `resvg` outlines
//! its texts, so that it looks the same everywhere, and makes the pixels.

mod plot;
mod svg_writer;

use resvg::{tiny_skia, usvg};
use tollbook_core::fonts::{SANS, SANS_ARABIC, SANS_HEBREW, SANS_SEMIBOLD};

use plot::Plot;
use svg_writer::{Anchor, SvgWriter, width};
use tollbook_core::analysis::chart::figures::Area;
use tollbook_core::analysis::chart::{Caption, Chart, Mode};
use tollbook_core::model::Colour;

/// How large a picture is, and on what ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Format {
    /// Its width in points.
    pub width: u32,
    /// Its height in points.
    pub height: u32,
    /// Pixels to a point, for PNG.
    pub scale: f32,
    /// Light on dark.
    pub dark: bool,
}

impl Default for Format {
    fn default() -> Self {
        Self { width: 960, height: 540, scale: 2.0, dark: false }
    }
}

impl Format {
    /// The least width and height on which a chart can be read.
    pub const LEAST: u32 = 300;
    /// The most pixels of a picture's side.
    pub const MOST: f32 = 16_000.0;

    /// What is wrong with the format, as a sentence.
    pub fn problem(&self) -> Option<String> {
        if self.width < Self::LEAST || self.height < Self::LEAST {
            return Some(format!(
                "A chart of less than {0} by {0} points cannot be read; make it larger.",
                Self::LEAST
            ));
        }
        let side = self.width.max(self.height) as f32 * self.scale;
        if !self.scale.is_finite() || self.scale < 0.25 || side > Self::MOST {
            return Some(format!(
                "The picture would be {side:.0} pixels wide or high; choose a size and a scale of at most {:.0} pixels.",
                Self::MOST
            ));
        }
        None
    }
}

/// The colours around the bars.
#[derive(Clone, Copy, Debug)]
struct ProvenanceInput {
    paper: Colour,
    ink: Colour,
    soft: Colour,
    line: Colour,
}

const LIGHT: ProvenanceInput = ProvenanceInput {
    paper: Colour::rgb(0xff_ff_ff),
    ink: Colour::rgb(0x22_22_20),
    soft: Colour::rgb(0x5a_58_52),
    line: Colour::rgb(0xd9_d6_cf),
};
const DARK: ProvenanceInput = ProvenanceInput {
    paper: Colour::rgb(0x1b_1c_1e),
    ink: Colour::rgb(0xe9_e7_e1),
    soft: Colour::rgb(0xb0_ad_a5),
    line: Colour::rgb(0x42_44_48),
};

/// Around the picture.
const MARGIN: f64 = 20.0;
/// The size of the title, of the text and of notes.
const TITLE: f64 = 18.0;
const TEXT: f64 = 12.5;
const NOTE: f64 = 10.5;

/// The picture as SVG whose texts are outlines.
///
/// # Errors
/// A sentence, if the format cannot be drawn.
pub fn svg(chart: &Chart, caption: &Caption, format: &Format) -> Result<String, String> {
    Ok(tree(chart, caption, format)?.to_string(&usvg::WriteOptions::default()))
}

/// The picture as PNG.
///
/// # Errors
/// A sentence, if the format cannot be drawn.
pub fn png(chart: &Chart, caption: &Caption, format: &Format) -> Result<Vec<u8>, String> {
    pixmap(chart, caption, format)?
        .encode_png()
        .map_err(|error| format!("The picture could not be made: {error}."))
}

/// The picture's width, height and pixels: red, green, blue and opacity, a byte each, by row.
///
/// # Errors
/// A sentence, if the format cannot be drawn.
pub fn pixels(chart: &Chart, caption: &Caption, format: &Format) -> Result<([usize; 2], Vec<u8>), String> {
    let pixmap = pixmap(chart, caption, format)?;
    // On paper that lets no light through, so that it matters not that colours are premultiplied.
    Ok(([pixmap.width() as usize, pixmap.height() as usize], pixmap.take()))
}

fn pixmap(chart: &Chart, caption: &Caption, format: &Format) -> Result<tiny_skia::Pixmap, String> {
    let tree = tree(chart, caption, format)?;
    let side = |points: u32| (points as f32 * format.scale).round() as u32;
    let mut pixmap = tiny_skia::Pixmap::new(side(format.width), side(format.height))
        .ok_or("There is no memory for a picture of this size; choose a smaller one.")?;
    let scale = tiny_skia::Transform::from_scale(format.scale, format.scale);
    resvg::render(&tree, scale, &mut pixmap.as_mut());
    Ok(pixmap)
}

fn tree(chart: &Chart, caption: &Caption, format: &Format) -> Result<usvg::Tree, String> {
    if let Some(problem) = format.problem() {
        return Err(problem);
    }
    let mut options = usvg::Options { font_family: "Inter".to_owned(), ..usvg::Options::default() };
    let drawn = drawing(chart, caption, format);
    let fonts = options.fontdb_mut();
    for face in [SANS, SANS_SEMIBOLD, SANS_ARABIC, SANS_HEBREW] {
        fonts.load_font_data(face.to_vec());
    }
    // Names of operations in other scripts; listing the system's fonts takes a while.
    if drawn.chars().any(|letter| letter > '\u{06ff}' && !('\u{1e00}'..='\u{23ff}').contains(&letter)) {
        fonts.load_system_fonts();
    }
    usvg::Tree::from_str(&drawn, &options)
        .map_err(|error| format!("The picture could not be drawn: {error}."))
}

/// The picture as SVG whose texts are texts.
pub fn drawing(chart: &Chart, caption: &Caption, format: &Format) -> String {
    let ground = if format.dark { &DARK } else { &LIGHT };
    let (wide, high) = (f64::from(format.width), f64::from(format.height));
    let mut pen = SvgWriter::new(wide, high, &ground.paper, &ground.ink);
    let colours: Vec<Colour> =
        chart.layers.iter().map(|layer| layer.colour.standing_out_from(ground.paper)).collect();
    for (n, colour) in colours.iter().enumerate() {
        pen.hatch(n, colour);
    }
    let inner = wide - 2.0 * MARGIN;
    let mut top = MARGIN;
    let mut write = |pen: &mut SvgWriter, text: &str, size: f64, strong: bool, colour: &Colour| {
        for line in svg_writer::lines(text, size, inner) {
            top += size;
            pen.text_in((MARGIN, top), Anchor::Start, (size, strong), colour, &line);
            top += size * 0.4;
        }
    };
    write(&mut pen, &caption.title, TITLE, true, &ground.ink);
    write(&mut pen, &caption.scope, TEXT, false, &ground.soft);
    top += 6.0;
    top = legend(&mut pen, chart, ground, &colours, (top, high - MARGIN), inner);

    let bottom = notes(&mut pen, caption, ground, (top, high - MARGIN), inner);
    let area = Area { left: MARGIN, top, right: wide - MARGIN, bottom };
    match chart.view.mode {
        Mode::SmallMultiples => multiples(&mut pen, chart, ground, &colours, area),
        _ => Plot::new(chart, ground, &colours, None, area).draw(&mut pen),
    }
    pen.finish()
}

/// The names beside their colours, in rows that leave most of the picture to the plot; gives back where
/// they end.
fn legend(
    pen: &mut SvgWriter,
    chart: &Chart,
    ground: &ProvenanceInput,
    colours: &[Colour],
    (top, bottom): (f64, f64),
    inner: f64,
) -> f64 {
    if chart.view.mode == Mode::SmallMultiples {
        return top;
    }
    let layers = chart.shown().map(|(n, layer)| (Some(n), layer.name.as_str()));
    let scopes =
        chart.lines.iter().filter(|line| line.layer.is_none() && chart.view.mode == Mode::Cumulative);
    let entries: Vec<(Option<usize>, &str)> =
        layers.chain(scopes.map(|line| (None, line.name.as_str()))).collect();
    let wide = |(layer, name): &(Option<usize>, &str)| {
        width(name, TEXT, false) + if layer.is_some() { 34.0 } else { 44.0 }
    };
    let row = TEXT * 1.6;
    let rows = (((bottom - top) * 0.3 / row) as usize).max(1);
    // The last row keeps room for how many are left out.
    let room = |at: usize| if at + 1 < rows { inner } else { inner - width("and 100 more", TEXT, false) };
    let mut places: Vec<(f64, usize)> = Vec::new();
    let (mut x, mut at) = (0.0, 0);
    for entry in &entries {
        let wide = wide(entry);
        if x + wide > room(at) && x > 0.0 {
            (x, at) = (0.0, at + 1);
        }
        if at == rows {
            break;
        }
        places.push((x, at));
        x += wide;
    }
    let baseline = |at: usize| top + TEXT + at as f64 * row;
    for (&(layer, name), &(x, at)) in entries.iter().zip(&places) {
        let (x, y) = (MARGIN + x, baseline(at));
        match layer.map(|layer| colours[layer]) {
            Some(colour) => {
                pen.rect(Area { left: x, top: y - 10.0, right: x + 11.0, bottom: y + 1.0 }, &colour);
                pen.text((x + 17.0, y), Anchor::Start, (TEXT, false), name);
            }
            None => {
                pen.path(&format!("M{x:.2} {:.2}h20", y - 4.0), &ground.soft, 2.0, "6 3");
                pen.text((x + 26.0, y), Anchor::Start, (TEXT, false), name);
            }
        }
    }
    let last = places.last().map_or(0, |(_, at)| *at);
    if places.len() < entries.len() {
        let more = format!("and {} more", entries.len() - places.len());
        pen.text_in((MARGIN + inner, baseline(last)), Anchor::End, (TEXT, false), &ground.soft, &more);
    }
    baseline(last) + 12.0
}

/// What stands below the plot, from the lower edge upward; gives back where the plot may end.
fn notes(
    pen: &mut SvgWriter,
    caption: &Caption,
    ground: &ProvenanceInput,
    (top, bottom): (f64, f64),
    inner: f64,
) -> f64 {
    let line = NOTE * 1.4;
    let below: Vec<String> = caption
        .notes
        .iter()
        .chain([&caption.source])
        .flat_map(|note| svg_writer::lines(note, NOTE, inner))
        .collect();
    let widest = caption.totals.iter().map(|total| width(total, NOTE, false)).fold(1.0, f64::max);
    let columns = ((inner / (widest + 18.0)) as usize).max(1);
    // However much there is to say, the larger half of the picture stays for the plot.
    let room = ((bottom - top) * 0.45 / line) as usize;
    let rows = caption.totals.len().div_ceil(columns).min(room.saturating_sub(below.len() + 1));
    let mut totals: Vec<String> = caption.totals.iter().take(rows * columns).cloned().collect();
    let left_out = caption.totals.len() - totals.len();
    if left_out > 0 && totals.pop().is_some() {
        totals.push(format!("and {} more, in totals.csv", left_out + 1));
    }
    let mut write = |x: f64, y: f64, text: &str| {
        pen.text_in((x, y), Anchor::Start, (NOTE, false), &ground.soft, text);
    };
    let mut y = bottom;
    for note in below.iter().rev() {
        write(MARGIN, y, note);
        y -= line;
    }
    let first = y - (rows.max(1) - 1) as f64 * line;
    for (n, total) in totals.iter().enumerate() {
        let (column, row) = (n / rows.max(1), n % rows.max(1));
        write(MARGIN + column as f64 * (inner / columns as f64), first + row as f64 * line, total);
    }
    y - rows as f64 * line
}

/// A small plot for each operation, all on one scale.
fn multiples(pen: &mut SvgWriter, chart: &Chart, ground: &ProvenanceInput, colours: &[Colour], area: Area) {
    let shown: Vec<(usize, &str)> = chart.shown().map(|(n, layer)| (n, layer.name.as_str())).collect();
    let columns = (1..=shown.len().max(1))
        .min_by_key(|columns| {
            let rows = shown.len().div_ceil(*columns).max(1);
            // Plots are best read at about twice as wide as high.
            let shape = area.width() / *columns as f64 / (area.height() / rows as f64).max(1.0);
            ((shape / 2.2).ln().abs() * 1_000.0) as i64
        })
        .unwrap_or(1);
    let rows = shown.len().div_ceil(columns).max(1);
    let (wide, high) = (area.width() / columns as f64, area.height() / rows as f64);
    for (n, (layer, name)) in shown.into_iter().enumerate() {
        let (left, top) = (area.left + (n % columns) as f64 * wide, area.top + (n / columns) as f64 * high);
        pen.text_in((left + 4.0, top + TEXT), Anchor::Start, (TEXT, true), &colours[layer], name);
        let around =
            Area { left, top: top + TEXT + 6.0, right: left + wide - 12.0, bottom: top + high - 6.0 };
        Plot::new(chart, ground, colours, Some(layer), around).draw(pen);
    }
}

#[cfg(test)]
mod tests;
