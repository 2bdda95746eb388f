//! The chart as a picture to publish: SVG with outlined text, PNG, or PDF with text that can be selected.
//!
//! The chart is laid out in `tollbook_core::analysis::chart::drawing`, as the window lays it out. Here each format
//! writes these shapes; `resvg` shapes the texts of all of them.

mod fonts;
mod pdf;
mod pdf_font;
mod svg;

use resvg::{tiny_skia, usvg};
use tollbook_core::analysis::chart::drawing::{ColourRole, Page, PageSize};
use tollbook_core::analysis::chart::{Caption, Chart};
use tollbook_core::model::Colour;

use fonts::FAMILY;
pub use fonts::width;

/// The file's content: SVG with texts as outlines.
///
/// # Errors
/// A sentence, if the picture cannot be drawn.
pub fn svg(chart: &Chart, caption: &Caption, style: &PictureStyle) -> Result<Vec<u8>, String> {
    let picture = Picture::new(chart, caption, style)?;
    Ok(picture.tree.to_string(&usvg::WriteOptions::default()).into_bytes())
}

/// The file's content: PNG.
///
/// # Errors
/// A sentence, if the picture cannot be drawn.
pub fn png(chart: &Chart, caption: &Caption, style: &PictureStyle) -> Result<Vec<u8>, String> {
    let encoded = Picture::new(chart, caption, style)?.pixmap(style)?.encode_png();
    encoded.map_err(|error| format!("The picture could not be made: {error}."))
}

/// The file's content: a PDF of one page, with texts that can be selected.
///
/// # Errors
/// A sentence, if the picture cannot be drawn.
pub fn pdf(chart: &Chart, caption: &Caption, style: &PictureStyle) -> Result<Vec<u8>, String> {
    let Picture { page, colours, tree } = Picture::new(chart, caption, style)?;
    pdf::pdf(&page, &colours, &tree, &caption.title)
}

/// How large a picture is, and on what background.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureStyle {
    /// Its width in points.
    pub width: u32,
    /// Its height in points; it gets higher where its legend and its notes need more.
    pub height: u32,
    /// Pixels to a point, for PNG.
    pub scale: f32,
    /// Light on dark.
    pub dark: bool,
}

impl Default for PictureStyle {
    fn default() -> Self {
        Self { width: 960, height: 540, scale: 2.0, dark: false }
    }
}

impl PictureStyle {
    /// The least width and height on which a chart can be read.
    pub const LEAST: u32 = 300;
    /// The most pixels of a picture's side.
    pub const MOST: f32 = 16_000.0;

    /// What is wrong with the style, as a sentence.
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

    /// The colours of a chart on this background.
    pub fn colours(&self, chart: &Chart) -> Colours {
        let [paper, ink, soft, grid] = if self.dark { DARK } else { LIGHT };
        let layers = chart.layers.iter().map(|layer| layer.colour.standing_out_from(paper)).collect();
        Colours { paper, ink, soft, grid, layers }
    }
}

/// What stands for each role of a colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Colours {
    paper: Colour,
    ink: Colour,
    soft: Colour,
    grid: Colour,
    layers: Vec<Colour>,
}

impl Colours {
    /// The colour of a role.
    pub fn colour(&self, role: ColourRole) -> Colour {
        match role {
            ColourRole::Paper => self.paper,
            ColourRole::Ink => self.ink,
            ColourRole::Soft => self.soft,
            ColourRole::Grid => self.grid,
            ColourRole::Layer(layer) => self.layers.get(layer).copied().unwrap_or(self.ink),
        }
    }
}

/// Paper, ink, soft ink and grid.
const LIGHT: [Colour; 4] =
    [Colour::rgb(0xff_ff_ff), Colour::rgb(0x22_22_20), Colour::rgb(0x5a_58_52), Colour::rgb(0xd9_d6_cf)];
const DARK: [Colour; 4] =
    [Colour::rgb(0x1b_1c_1e), Colour::rgb(0xe9_e7_e1), Colour::rgb(0xb0_ad_a5), Colour::rgb(0x42_44_48)];

/// The chart with the words around it, laid out as a picture.
pub fn page(chart: &Chart, caption: &Caption, style: &PictureStyle) -> Page {
    let size = PageSize {
        width: f64::from(style.width),
        height: f64::from(style.height),
        pixels: f64::from(style.scale),
    };
    Page::new(chart, caption, size, &width)
}

/// The picture as SVG whose texts are texts.
pub fn svg_with_text(chart: &Chart, caption: &Caption, style: &PictureStyle) -> String {
    svg::svg(&page(chart, caption, style), &style.colours(chart))
}

/// The picture's width, height and pixels: red, green, blue and opacity, a byte each, by row.
///
/// # Errors
/// A sentence, if the picture cannot be drawn.
pub fn pixels(
    chart: &Chart,
    caption: &Caption,
    style: &PictureStyle,
) -> Result<([usize; 2], Vec<u8>), String> {
    let pixmap = Picture::new(chart, caption, style)?.pixmap(style)?;
    // On paper that lets no light through, so that it matters not that colours are premultiplied.
    Ok(([pixmap.width() as usize, pixmap.height() as usize], pixmap.take()))
}

/// A picture with its texts shaped.
struct Picture {
    page: Page,
    colours: Colours,
    tree: usvg::Tree,
}

impl Picture {
    fn new(chart: &Chart, caption: &Caption, style: &PictureStyle) -> Result<Self, String> {
        if let Some(problem) = style.problem() {
            return Err(problem);
        }
        let (page, colours) = (page(chart, caption, style), style.colours(chart));
        let fontdb = fonts::database(page.drawing.labels.iter().map(|label| label.text.as_str()));
        let options = usvg::Options { font_family: FAMILY.to_owned(), fontdb, ..usvg::Options::default() };
        let tree = usvg::Tree::from_str(&svg::svg(&page, &colours), &options)
            .map_err(|error| format!("The picture could not be drawn: {error}."))?;
        Ok(Self { page, colours, tree })
    }

    fn pixmap(&self, style: &PictureStyle) -> Result<tiny_skia::Pixmap, String> {
        let side = |points: f64| (points * f64::from(style.scale)).round() as u32;
        let mut pixmap = tiny_skia::Pixmap::new(side(self.page.width), side(self.page.height))
            .ok_or("There is no memory for a picture of this size; choose a smaller one.")?;
        let scale = tiny_skia::Transform::from_scale(style.scale, style.scale);
        resvg::render(&self.tree, scale, &mut pixmap.as_mut());
        Ok(pixmap)
    }
}

#[cfg(test)]
mod tests;
