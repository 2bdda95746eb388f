//! A laid out picture as SVG.

use std::fmt::Write as _;

use xmlwriter::{Options, XmlWriter};

use super::{Colours, FAMILY};
use tollbook_core::analysis::chart::drawing::{Anchor, Area, Label, Page, Paint, Point, Shape, Stroke};

/// The picture as SVG whose texts are texts. The labels have their numbers as ids.
pub(super) fn svg(page: &Page, colours: &Colours) -> String {
    let (width, height) = (page.width, page.height);
    let mut xml = XmlWriter::new(Options { indent: xmlwriter::Indent::None, ..Options::default() });
    xml.start_element("svg");
    xml.write_attribute("xmlns", "http://www.w3.org/2000/svg");
    xml.write_attribute("width", &width);
    xml.write_attribute("height", &height);
    xml.write_attribute_fmt("viewBox", format_args!("0 0 {width} {height}"));
    let mut writer = SvgWriter { xml, colours };
    let paper = Paint::from(tollbook_core::analysis::chart::drawing::ColourRole::Paper);
    writer.rect(Area { left: 0.0, top: 0.0, right: width, bottom: height }, paper);
    for shape in page.drawing.shapes.iter().chain(&page.drawing.signs) {
        writer.shape(shape);
    }
    for (n, label) in page.drawing.labels.iter().enumerate() {
        writer.label(n, label);
    }
    writer.xml.end_document()
}

struct SvgWriter<'a> {
    xml: XmlWriter,
    colours: &'a Colours,
}

impl SvgWriter<'_> {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect(area, paint) => self.rect(*area, *paint),
            Shape::Polygon(points, fill, stroke) => {
                self.xml.start_element("path");
                self.xml.write_attribute("d", &(path(points.iter().copied()) + "Z"));
                self.fill(*fill);
                if let Some(stroke) = stroke {
                    self.stroke(*stroke);
                }
                self.xml.end_element();
            }
            Shape::Line(points, stroke) => {
                self.xml.start_element("path");
                self.xml.write_attribute("d", &path(points.iter().copied()));
                self.xml.write_attribute("fill", "none");
                self.stroke(*stroke);
                self.xml.end_element();
            }
            Shape::Band(steps, paint) => {
                self.xml.start_element("path");
                self.xml.write_attribute("d", &(path(band(steps)) + "Z"));
                self.fill(*paint);
                self.xml.end_element();
            }
        }
    }

    fn rect(&mut self, area: Area, paint: Paint) {
        self.xml.start_element("rect");
        let parts = [("x", area.left), ("y", area.top), ("width", area.width()), ("height", area.height())];
        for (name, value) in parts {
            self.xml.write_attribute_fmt(name, format_args!("{value:.2}"));
        }
        self.fill(paint);
        self.xml.end_element();
    }

    fn fill(&mut self, paint: Paint) {
        self.xml.write_attribute("fill", &self.colours.colour(paint.colour));
        if paint.opacity < 1.0 {
            self.xml.write_attribute("fill-opacity", &paint.opacity);
        }
    }

    fn stroke(&mut self, stroke: Stroke) {
        self.xml.write_attribute("stroke", &self.colours.colour(stroke.paint.colour));
        self.xml.write_attribute("stroke-width", &stroke.width);
        if stroke.paint.opacity < 1.0 {
            self.xml.write_attribute("stroke-opacity", &stroke.paint.opacity);
        }
        if let Some((dash, gap)) = stroke.dashes {
            self.xml.write_attribute_fmt("stroke-dasharray", format_args!("{dash} {gap}"));
        }
    }

    fn label(&mut self, number: usize, label: &Label) {
        self.xml.start_element("text");
        self.xml.write_attribute_fmt("id", format_args!("label-{number}"));
        self.xml.write_attribute_fmt("x", format_args!("{:.2}", label.at.x));
        self.xml.write_attribute_fmt("y", format_args!("{:.2}", label.at.y));
        self.xml.write_attribute("font-family", FAMILY);
        self.xml.write_attribute("font-size", &label.font.size);
        self.xml.write_attribute("font-weight", if label.font.strong { "600" } else { "400" });
        let anchor = match label.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        self.xml.write_attribute("text-anchor", anchor);
        self.xml.write_attribute("fill", &self.colours.colour(label.colour));
        self.xml.set_preserve_whitespaces(true);
        self.xml.write_text(&printable(&label.text));
        self.xml.end_element();
        self.xml.set_preserve_whitespaces(false);
    }
}

/// The text without what XML cannot hold, which would make the whole picture unreadable.
pub(super) fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

/// The outline of a band: along its top to the right, and back along its bottom.
pub(super) fn band(steps: &[Area]) -> impl Iterator<Item = Point> {
    let corner = |x, y| Point { x, y };
    let top = steps.iter().flat_map(move |step| [corner(step.left, step.top), corner(step.right, step.top)]);
    let bottom = steps
        .iter()
        .rev()
        .flat_map(move |step| [corner(step.right, step.bottom), corner(step.left, step.bottom)]);
    top.chain(bottom)
}

/// A path through points.
fn path(points: impl Iterator<Item = Point>) -> String {
    points.fold(String::new(), |mut path, Point { x, y }| {
        let command = if path.is_empty() { 'M' } else { 'L' };
        // Writing to a text cannot fail.
        let _ = write!(path, "{command}{x:.2} {y:.2}");
        path
    })
}
