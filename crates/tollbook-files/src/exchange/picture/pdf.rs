//! A laid out picture as a PDF of one page. Its texts can be selected and searched, and their faces are embedded.

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::LineJoinStyle;
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};
use resvg::usvg;

use super::Colours;
use super::pdf_font::FontSet;
use super::svg::{band, printable};
use tollbook_core::analysis::chart::drawing::{Area, ColourRole, Page, Paint, Point, Shape, Stroke};
use tollbook_core::model::Colour;

/// The picture as PDF. `tree` holds the shaped texts of the page's labels.
///
/// # Errors
/// A sentence, if a face cannot be embedded.
pub(super) fn pdf(page: &Page, colours: &Colours, tree: &usvg::Tree, title: &str) -> Result<Vec<u8>, String> {
    let mut writer = ContentWriter { content: Content::new(), colours, opacities: BTreeMap::new() };
    let (width, height) = (page.width as f32, page.height as f32);
    // From points that count downward to those of PDF.
    writer.content.transform([1.0, 0.0, 0.0, -1.0, 0.0, height]);
    writer.content.set_line_join(LineJoinStyle::MiterJoin);
    let paper = Area { left: 0.0, top: 0.0, right: page.width, bottom: page.height };
    writer.shape(&Shape::Rect(paper, ColourRole::Paper.into()));
    for shape in page.drawing.shapes.iter().chain(&page.drawing.signs) {
        writer.shape(shape);
    }
    let mut fonts = FontSet::new(tree);
    for (n, label) in page.drawing.labels.iter().enumerate() {
        if let Some(usvg::Node::Text(text)) = tree.node_by_id(&format!("label-{n}")) {
            writer.text(text, &printable(&label.text), colours.colour(label.colour), &mut fonts);
        }
    }
    let ContentWriter { content, opacities, .. } = writer;

    let mut pdf = Pdf::new();
    let mut next = Ref::new(1);
    let mut id = || next.bump();
    let (catalog, pages, this_page, contents, info) = (id(), id(), id(), id(), id());
    pdf.catalog(catalog).pages(pages).lang(TextStr("en")).viewer_preferences().display_doc_title(true);
    pdf.pages(pages).kids([this_page]).count(1);
    let title: String = title.chars().take(500).collect();
    pdf.document_info(info).title(TextStr(&title)).creator(TextStr("Tollbook"));
    pdf.stream(contents, &compressed(content.finish().as_slice())).filter(Filter::FlateDecode);
    let mut font_ids = Vec::new();
    for font in fonts.into_fonts() {
        font_ids.push(font.write(&mut pdf, &mut id)?);
    }
    let mut written = pdf.page(this_page);
    written.parent(pages).media_box(Rect::new(0.0, 0.0, width, height)).contents(contents);
    let mut resources = written.resources();
    let mut names = resources.fonts();
    for (n, font) in font_ids.iter().enumerate() {
        names.pair(Name(FontSet::name(n).as_bytes()), *font);
    }
    names.finish();
    let mut states = resources.ext_g_states();
    for (opacity, name) in &opacities {
        let share = *opacity as f32 / 1_000.0;
        states
            .insert(Name(name.as_bytes()))
            .start::<pdf_writer::writers::ExtGraphicsState<'_>>()
            .non_stroking_alpha(share)
            .stroking_alpha(share);
    }
    states.finish();
    resources.finish();
    written.finish();
    Ok(pdf.finish())
}

/// Data as a stream holds it.
pub(super) fn compressed(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(data);
    encoder.finish().unwrap_or_default()
}

/// Writes what is on the page.
struct ContentWriter<'a> {
    content: Content,
    colours: &'a Colours,
    /// The names of graphics states by their opacity in thousandths.
    opacities: BTreeMap<u32, String>,
}

fn parts(colour: Colour) -> [f32; 3] {
    [colour.red, colour.green, colour.blue].map(|part| f32::from(part) / 255.0)
}

impl ContentWriter<'_> {
    fn shape(&mut self, shape: &Shape) {
        self.content.save_state();
        match shape {
            Shape::Rect(area, paint) => {
                self.fill(*paint);
                let (left, top) = (area.left as f32, area.top as f32);
                self.content.rect(left, top, area.width() as f32, area.height() as f32).fill_nonzero();
            }
            Shape::Polygon(points, paint, stroke) => {
                self.fill(*paint);
                self.path(points.iter().copied());
                match stroke {
                    Some(stroke) => {
                        self.stroke(*stroke);
                        self.content.close_fill_nonzero_and_stroke();
                    }
                    None => {
                        self.content.fill_nonzero();
                    }
                }
            }
            Shape::Line(points, stroke) => {
                self.stroke(*stroke);
                self.path(points.iter().copied());
                self.content.stroke();
            }
            Shape::Band(steps, paint) => {
                self.fill(*paint);
                self.path(band(steps));
                self.content.fill_nonzero();
            }
        }
        self.content.restore_state();
    }

    fn path(&mut self, points: impl Iterator<Item = Point>) {
        for (n, point) in points.enumerate() {
            let (x, y) = (point.x as f32, point.y as f32);
            if n == 0 {
                self.content.move_to(x, y);
            } else {
                self.content.line_to(x, y);
            }
        }
    }

    fn fill(&mut self, paint: Paint) {
        let [red, green, blue] = parts(self.colours.colour(paint.colour));
        self.content.set_fill_rgb(red, green, blue);
        self.opacity(paint.opacity);
    }

    fn stroke(&mut self, stroke: Stroke) {
        let [red, green, blue] = parts(self.colours.colour(stroke.paint.colour));
        self.content.set_stroke_rgb(red, green, blue).set_line_width(stroke.width as f32);
        if let Some((dash, gap)) = stroke.dashes {
            self.content.set_dash_pattern([dash as f32, gap as f32], 0.0);
        }
        self.opacity(stroke.paint.opacity);
    }

    fn opacity(&mut self, opacity: f64) {
        if opacity < 1.0 {
            let thousandths = (opacity.max(0.0) * 1_000.0).round() as u32;
            let name = self.opacities.entry(thousandths).or_insert_with(|| format!("Opacity{thousandths}"));
            self.content.set_parameters(Name(name.as_bytes()));
        }
    }

    /// A text, glyph by glyph; what is copied of it is its words, whatever its glyphs are.
    fn text(&mut self, text: &usvg::Text, words: &str, colour: Colour, fonts: &mut FontSet<'_>) {
        let [red, green, blue] = parts(colour);
        self.content.save_state().set_fill_rgb(red, green, blue);
        let mut marked = self.content.begin_marked_content_with_properties(Name(b"Span"));
        marked.properties().actual_text(TextStr(words));
        marked.finish();
        self.content.begin_text();
        for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
            let Some(used) = fonts.glyph(glyph) else { continue };
            let size = glyph.font_size();
            self.content.set_font(Name(FontSet::name(used.font).as_bytes()), size);
            // From the font's units to points; those of PDF are as large as the font.
            let place = glyph.outline_transform();
            let scale = used.units_per_em / size;
            let matrix =
                [place.sx * scale, place.ky * scale, place.kx * scale, place.sy * scale, place.tx, place.ty];
            self.content.set_text_matrix(matrix).show(Str(&used.code.to_be_bytes()));
        }
        self.content.end_text().end_marked_content().restore_state();
    }
}
