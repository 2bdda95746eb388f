//! The strokes of a picture: SVG elements, and how wide a text is.

use std::fmt::Display;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use xmlwriter::{Options, XmlWriter};

use tollbook_core::analysis::chart::figures::Area;
use tollbook_core::fonts::{SANS, SANS_SEMIBOLD};

/// Where a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// Writes the elements of one picture.
pub struct SvgWriter {
    xml: XmlWriter,
    /// The colour of texts.
    ink: String,
}

impl SvgWriter {
    /// A picture of this size on `paper`.
    pub fn new(width: f64, height: f64, paper: &dyn Display, ink: &dyn Display) -> Self {
        let mut xml = XmlWriter::new(Options { indent: xmlwriter::Indent::None, ..Options::default() });
        xml.start_element("svg");
        xml.write_attribute("xmlns", "http://www.w3.org/2000/svg");
        xml.write_attribute("width", &width);
        xml.write_attribute("height", &height);
        xml.write_attribute_fmt("viewBox", format_args!("0 0 {width} {height}"));
        let mut pen = Self { xml, ink: ink.to_string() };
        pen.rect(Area { left: 0.0, top: 0.0, right: width, bottom: height }, paper);
        pen
    }

    /// Tells the number of a pattern of stripes of `colour`.
    pub fn hatch(&mut self, number: usize, colour: &dyn Display) {
        self.xml.start_element("pattern");
        self.xml.write_attribute_fmt("id", format_args!("hatch{number}"));
        for (name, value) in [("width", "5"), ("height", "5"), ("patternUnits", "userSpaceOnUse")] {
            self.xml.write_attribute(name, value);
        }
        self.xml.write_attribute("patternTransform", "rotate(45)");
        self.xml.start_element("rect");
        self.xml.write_attribute("width", "2");
        self.xml.write_attribute("height", "5");
        self.xml.write_attribute("fill", colour);
        self.xml.end_element();
        self.xml.end_element();
    }

    /// A filled rectangle.
    pub fn rect(&mut self, area: Area, fill: &dyn Display) {
        self.frame(area, fill, &"none", "");
    }

    /// A rectangle with an outline; `dashes` may be blank.
    pub fn frame(&mut self, area: Area, fill: &dyn Display, stroke: &dyn Display, dashes: &str) {
        self.xml.start_element("rect");
        self.xml.write_attribute_fmt("x", format_args!("{:.2}", area.left));
        self.xml.write_attribute_fmt("y", format_args!("{:.2}", area.top));
        self.xml.write_attribute_fmt("width", format_args!("{:.2}", area.width()));
        self.xml.write_attribute_fmt("height", format_args!("{:.2}", area.height()));
        self.xml.write_attribute("fill", fill);
        self.xml.write_attribute("stroke", stroke);
        if !dashes.is_empty() {
            self.xml.write_attribute("stroke-dasharray", dashes);
        }
        self.xml.end_element();
    }

    /// A rectangle of which a part of the light comes through.
    pub fn veil(&mut self, area: Area, fill: &dyn Display, opacity: f64) {
        self.xml.start_element("g");
        self.xml.write_attribute("opacity", &opacity);
        self.rect(area, fill);
        self.xml.end_element();
    }

    /// A straight line.
    pub fn line(&mut self, (x1, y1): (f64, f64), (x2, y2): (f64, f64), stroke: &dyn Display, width: f64) {
        self.path(&format!("M{x1:.2} {y1:.2}L{x2:.2} {y2:.2}"), stroke, width, "");
    }

    /// A path that is not filled; `dashes` may be blank.
    pub fn path(&mut self, path: &str, stroke: &dyn Display, width: f64, dashes: &str) {
        self.xml.start_element("path");
        self.xml.write_attribute("d", path);
        self.xml.write_attribute("fill", "none");
        self.xml.write_attribute("stroke", stroke);
        self.xml.write_attribute("stroke-width", &width);
        if !dashes.is_empty() {
            self.xml.write_attribute("stroke-dasharray", dashes);
        }
        self.xml.end_element();
    }

    /// A closed shape of which a part of the light comes through.
    pub fn shape(&mut self, path: &str, fill: &dyn Display, opacity: f64) {
        self.xml.start_element("path");
        self.xml.write_attribute("d", path);
        self.xml.write_attribute("fill", fill);
        self.xml.write_attribute("fill-opacity", &opacity);
        self.xml.end_element();
    }

    /// A circle with an outline.
    pub fn ring(&mut self, (x, y): (f64, f64), radius: f64, fill: &dyn Display, stroke: &dyn Display) {
        self.xml.start_element("circle");
        self.xml.write_attribute_fmt("cx", format_args!("{x:.2}"));
        self.xml.write_attribute_fmt("cy", format_args!("{y:.2}"));
        self.xml.write_attribute("r", &radius);
        self.xml.write_attribute("fill", fill);
        self.xml.write_attribute("stroke", stroke);
        self.xml.write_attribute("stroke-width", "1.6");
        self.xml.end_element();
    }

    /// A text with its baseline at `at`.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, (size, strong): (f64, bool), text: &str) {
        let ink = self.ink.clone();
        self.text_in(at, anchor, (size, strong), &ink, text);
    }

    /// A text in a colour of its own.
    pub fn text_in(
        &mut self,
        (x, y): (f64, f64),
        anchor: Anchor,
        (size, strong): (f64, bool),
        colour: &dyn Display,
        text: &str,
    ) {
        self.xml.start_element("text");
        self.xml.write_attribute_fmt("x", format_args!("{x:.2}"));
        self.xml.write_attribute_fmt("y", format_args!("{y:.2}"));
        self.xml.write_attribute("font-family", "Inter");
        self.xml.write_attribute("font-size", &size);
        self.xml.write_attribute("font-weight", if strong { "600" } else { "400" });
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.xml.write_attribute("text-anchor", anchor);
        self.xml.write_attribute("fill", colour);
        self.xml.set_preserve_whitespaces(true);
        // What XML cannot hold would make the whole picture unreadable.
        let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
        self.xml.write_text(&text);
        self.xml.end_element();
        self.xml.set_preserve_whitespaces(false);
    }

    /// The picture.
    pub fn finish(self) -> String {
        self.xml.end_document()
    }
}

/// How wide `text` is at `size`, in points. Letters that the sans lacks count as half a square each.
pub fn width(text: &str, size: f64, strong: bool) -> f64 {
    static FACES: LazyLock<[Option<FontRef<'static>>; 2]> =
        LazyLock::new(|| [FontRef::new(SANS).ok(), FontRef::new(SANS_SEMIBOLD).ok()]);
    let half = size / 2.0;
    let Some(face) = &FACES[usize::from(strong)] else { return half * text.chars().count() as f64 };
    let letters = face.charmap();
    let metrics = face.glyph_metrics(Size::new(size as f32), LocationRef::default());
    text.chars()
        .map(|letter| {
            letters.map(letter).and_then(|glyph| metrics.advance_width(glyph)).map_or(half, f64::from)
        })
        .sum()
}

/// The lines into which `text` breaks where none may be wider than `most`.
pub fn lines(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(line, size, false) + width(word, size, false) + size / 3.0 <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
