//! Paints what `tollbook_core::analysis::chart::drawing` has laid out.

use eframe::egui::{Color32, FontFamily, FontId, Mesh, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2, vec2};

use crate::ui::theme;
use tollbook_core::analysis::chart::drawing::{Anchor, Area, ColourRole, Drawing, Font, Paint, Point};
use tollbook_core::analysis::chart::drawing::{Label, Shape as Drawn, Stroke as DrawnStroke};

/// Where a drawing is painted: its points are moved and made larger or smaller.
pub struct Placement<'a> {
    /// Where its upper left corner is.
    pub origin: Pos2,
    /// How large a point of it is.
    pub scale: f32,
    /// The colour of each role.
    pub colour: &'a dyn Fn(ColourRole) -> Color32,
}

/// The rectangle of the screen.
pub fn rect(area: Area) -> Rect {
    Rect::from_min_max(pos2(area.left as f32, area.top as f32), pos2(area.right as f32, area.bottom as f32))
}

/// The area of a rectangle of the screen.
pub fn area(rect: Rect) -> Area {
    let Rect { min, max } = rect;
    Area { left: min.x.into(), top: min.y.into(), right: max.x.into(), bottom: max.y.into() }
}

/// The place of a point of the screen.
pub fn point(at: Pos2) -> Point {
    Point { x: at.x.into(), y: at.y.into() }
}

/// The face in which a text is written.
fn face(font: Font, scale: f32) -> FontId {
    let family = if font.strong { theme::semibold() } else { FontFamily::Proportional };
    FontId::new(font.size as f32 * scale, family)
}

/// How wide a text is on the screen.
pub fn measure(painter: &Painter) -> impl Fn(&str, Font) -> f64 + use<> {
    let painter = painter.clone();
    move |text, font| {
        painter.layout_no_wrap(text.to_owned(), face(font, 1.0), Color32::PLACEHOLDER).size().x.into()
    }
}

impl Placement<'_> {
    fn at(&self, point: Point) -> Pos2 {
        self.origin + vec2(point.x as f32, point.y as f32) * self.scale
    }

    fn rect(&self, area: Area) -> Rect {
        let corner = |x, y| self.at(Point { x, y });
        Rect::from_min_max(corner(area.left, area.top), corner(area.right, area.bottom))
    }

    fn paint(&self, paint: Paint) -> Color32 {
        (self.colour)(paint.colour).gamma_multiply(paint.opacity as f32)
    }

    fn stroke(&self, stroke: DrawnStroke) -> Stroke {
        Stroke::new(stroke.width as f32 * self.scale, self.paint(stroke.paint))
    }

    /// Shapes for a painter. Rectangles are gathered, so that a chart of thousands of bars is one mesh.
    pub fn shapes(&self, drawn: &[Drawn]) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let mut gathered = Mesh::default();
        for shape in drawn {
            match shape {
                Drawn::Rect(area, paint) => gathered.add_colored_rect(self.rect(*area), self.paint(*paint)),
                Drawn::Band(steps, paint) => {
                    for step in steps {
                        gathered.add_colored_rect(self.rect(*step), self.paint(*paint));
                    }
                }
                Drawn::Polygon(points, fill, stroke) => {
                    shapes.push(Shape::mesh(std::mem::take(&mut gathered)));
                    let points = points.iter().map(|point| self.at(*point)).collect();
                    let stroke = stroke.map_or(Stroke::NONE, |stroke| self.stroke(stroke));
                    shapes.push(Shape::convex_polygon(points, self.paint(*fill), stroke));
                }
                Drawn::Line(points, stroke) => {
                    shapes.push(Shape::mesh(std::mem::take(&mut gathered)));
                    let points: Vec<Pos2> = points.iter().map(|point| self.at(*point)).collect();
                    match stroke.dashes {
                        Some((dash, gap)) => {
                            let (dash, gap) = (dash as f32 * self.scale, gap as f32 * self.scale);
                            shapes.extend(Shape::dashed_line(&points, self.stroke(*stroke), dash, gap));
                        }
                        None => shapes.push(Shape::line(points, self.stroke(*stroke))),
                    }
                }
            }
        }
        shapes.push(Shape::mesh(gathered));
        shapes
    }

    /// Paints the texts, and the small shapes beside them.
    pub fn labels(&self, painter: &Painter, drawing: &Drawing) {
        painter.extend(self.shapes(&drawing.signs));
        for label in &drawing.labels {
            self.label(painter, label);
        }
    }

    fn label(&self, painter: &Painter, label: &Label) {
        let colour = (self.colour)(label.colour);
        let galley = painter.layout_no_wrap(label.text.clone(), face(label.font, self.scale), colour);
        let anchor = self.at(Point { x: label.at.x, y: label.area.top });
        let left = match label.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => galley.size().x / 2.0,
            Anchor::End => galley.size().x,
        };
        painter.galley(anchor - Vec2::new(left, 0.0), galley, colour);
    }
}
