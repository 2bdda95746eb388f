//! From a glyph's outline, or its colours, to pixels.

use std::collections::HashMap;

use egui::{Color32, ColorImage};
use parley::FontData;
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::outline::{DrawSettings, HintingInstance, HintingOptions, OutlinePen, SmoothMode, Target};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};
use vello_cpu::kurbo::{Affine, BezPath};
use vello_cpu::{Pixmap, RenderContext, Resources, color, peniko};

/// No glyph is drawn larger than this many pixels a side: a guard against absurd fonts.
const MAX_SIDE: f64 = 512.0;

/// A glyph's pixels and where they lie.
pub(super) struct Bitmap {
    pub image: ColorImage,
    /// From the glyph's origin, on the baseline, to the image's top left, in pixels.
    pub offset: [i32; 2],
    /// The image has colours of its own and must not be tinted.
    pub color: bool,
}

/// One font file at one place of its variation axes.
#[derive(Clone, PartialEq)]
pub(super) struct FaceData {
    pub font: FontData,
    pub coords: Vec<NormalizedCoord>,
    pub color: bool,
    /// Its letters are slanted, for want of italics.
    pub slanted: bool,
}

/// How far a letter leans to the right for its height.
const SLANT: f64 = 0.2;

impl FaceData {
    pub fn new(font: FontData, coords: &[i16], slanted: bool) -> Self {
        let color = FontRef::from_index(font.data.as_ref(), font.index)
            .is_ok_and(|font| font.colr().is_ok() || font.cbdt().is_ok() || font.sbix().is_ok());
        Self { font, coords: coords.iter().map(|&c| NormalizedCoord::from_bits(c)).collect(), color, slanted }
    }
}

/// More outlines, or hinted sizes, than this are not kept: a long text in Chinese has thousands.
const KEPT_OUTLINES: usize = 4096;
const KEPT_SIZES: usize = 32;

/// Draws glyphs.
///
/// Fitting an outline to the pixels costs ten times what drawing it does, so each outline is kept for
/// the four places within a pixel that it may be drawn at.
#[derive(Default)]
pub(super) struct Rasterizer {
    outlines: HashMap<(u16, u32, u32), Option<BezPath>>,
    hinting: HashMap<(u16, u32), Option<HintingInstance>>,
    canvas: Option<RenderContext>,
    resources: Option<Resources>,
}

impl Rasterizer {
    /// Draws a glyph whose origin lies `shift` pixels right of a pixel's left edge. `number` is the
    /// face's own.
    ///
    /// `None` is a glyph with nothing to draw, such as a space.
    pub fn draw(
        &mut self,
        number: u16,
        face: &FaceData,
        size: f32,
        glyph: u32,
        shift: f32,
    ) -> Option<Bitmap> {
        if size <= 0.0 || !size.is_finite() {
            return None;
        }
        if face.color
            && let Some(bitmap) = self.draw_color(face, size, glyph)
        {
            return Some(bitmap);
        }
        let key = (number, size.to_bits(), glyph);
        if !self.outlines.contains_key(&key) {
            if self.outlines.len() >= KEPT_OUTLINES {
                self.outlines.clear();
            }
            let mut outline = self.outline(number, face, size, glyph);
            if let Some(outline) = outline.as_mut().filter(|_| face.slanted) {
                outline.apply_affine(Affine::skew(-SLANT, 0.0));
            }
            self.outlines.insert(key, outline);
        }
        let path = self.outlines.get(&key)?.as_ref()?;
        let shift = Affine::translate((f64::from(shift), 0.0));
        let bounds = shift.transform_rect_bbox(path.control_box()).expand();
        if bounds.width() < 1.0
            || bounds.height() < 1.0
            || bounds.width() > MAX_SIDE
            || bounds.height() > MAX_SIDE
        {
            return None;
        }
        let (width, height) = (bounds.width() as u16, bounds.height() as u16);
        let canvas = prepare(&mut self.canvas, width, height);
        canvas.set_transform(Affine::translate((-bounds.x0, -bounds.y0)) * shift);
        canvas.fill_path(path);
        let pixmap = self.render(width, height);
        Some(Bitmap {
            image: ColorImage::new([width.into(), height.into()], premultiplied(&pixmap)),
            offset: [bounds.x0 as i32, bounds.y0 as i32],
            color: false,
        })
    }

    /// The outline of a glyph, fitted to the pixels from top to bottom if the font can.
    fn outline(&mut self, number: u16, face: &FaceData, size: f32, glyph: u32) -> Option<BezPath> {
        let font = FontRef::from_index(face.font.data.as_ref(), face.font.index).ok()?;
        let outlines = font.outline_glyphs();
        let outline = outlines.get(GlyphId::new(glyph))?;
        let location = LocationRef::new(&face.coords);
        if self.hinting.len() >= KEPT_SIZES {
            self.hinting.clear();
        }
        let hinting = self.hinting.entry((number, size.to_bits())).or_insert_with(|| {
            let options = HintingOptions {
                target: Target::Smooth {
                    mode: SmoothMode::Light,
                    symmetric_rendering: true,
                    preserve_linear_metrics: true,
                },
                ..HintingOptions::default()
            };
            HintingInstance::new(&outlines, Size::new(size), location, options).ok()
        });
        if let Some(hinting) = hinting {
            let mut pen = SvgWriter::default();
            let settings = DrawSettings::hinted(hinting, false);
            if outline.draw(settings, &mut pen).is_ok() {
                return Some(pen.path);
            }
        }
        let mut pen = SvgWriter::default();
        let settings = DrawSettings::unhinted(Size::new(size), location);
        outline.draw(settings, &mut pen).ok()?;
        Some(pen.path)
    }

    /// Colour glyphs (COLR, CBDT, sbix) go through vello's own glyph drawing. Their extent is not
    /// known beforehand, so they are drawn on three ems square and cropped.
    fn draw_color(&mut self, face: &FaceData, size: f32, glyph: u32) -> Option<Bitmap> {
        let font = FontRef::from_index(face.font.data.as_ref(), face.font.index).ok()?;
        let id = GlyphId::new(glyph);
        let has_color = font.color_glyphs().get(id).is_some()
            || font.bitmap_strikes().glyph_for_size(Size::new(size), id).is_some();
        if !has_color {
            return None;
        }
        let side = f64::from(3.0 * size).ceil().clamp(1.0, MAX_SIDE) as u16;
        let origin = [size.ceil(), (2.0 * size).ceil()];
        let coords: Vec<i16> = face.coords.iter().map(|c| c.to_bits()).collect();
        let data = peniko::FontData::new(face.font.data.clone(), face.font.index);
        let mut resources = self.resources.take().unwrap_or_default();
        prepare(&mut self.canvas, side, side)
            .glyph_run(&mut resources, &data)
            .font_size(size)
            .hint(false)
            .normalized_coords(&coords)
            .fill_glyphs(std::iter::once(vello_cpu::Glyph { id: glyph, x: origin[0], y: origin[1] }));
        self.resources = Some(resources);
        let pixmap = self.render(side, side);
        let whole = ColorImage::new([side.into(), side.into()], premultiplied(&pixmap));
        let (image, [x, y]) = crop(&whole)?;
        Some(Bitmap {
            image,
            offset: [x as i32 - origin[0] as i32, y as i32 - origin[1] as i32],
            color: true,
        })
    }

    fn render(&mut self, width: u16, height: u16) -> Pixmap {
        let mut pixmap = Pixmap::new(width, height);
        let resources = self.resources.get_or_insert_default();
        if let Some(canvas) = &mut self.canvas {
            canvas.flush();
            canvas.render(&mut pixmap, resources);
        }
        pixmap
    }
}

/// A blank canvas of this size, with white to paint with.
fn prepare(canvas: &mut Option<RenderContext>, width: u16, height: u16) -> &mut RenderContext {
    let canvas = canvas.get_or_insert_with(|| RenderContext::new(width, height));
    canvas.reset_and_resize(width, height);
    canvas.set_paint(color::OpaqueColor::<color::Srgb>::WHITE);
    canvas
}

fn premultiplied(pixmap: &Pixmap) -> Vec<Color32> {
    pixmap.data().iter().map(|p| Color32::from_rgba_premultiplied(p.r, p.g, p.b, p.a)).collect()
}

/// The part of an image that has anything in it, and where that part begins.
fn crop(image: &ColorImage) -> Option<(ColorImage, [usize; 2])> {
    let (mut min, mut max) = ([usize::MAX; 2], [0; 2]);
    for y in 0..image.height() {
        for x in 0..image.width() {
            if image[(x, y)].a() != 0 {
                min = [min[0].min(x), min[1].min(y)];
                max = [max[0].max(x + 1), max[1].max(y + 1)];
            }
        }
    }
    if max[0] == 0 {
        return None;
    }
    let size = [max[0] - min[0], max[1] - min[1]];
    Some((image.region_by_pixels(min, size), min))
}

/// Collects an outline, with y downwards.
#[derive(Default)]
struct SvgWriter {
    path: BezPath,
}

fn at(x: f32, y: f32) -> (f64, f64) {
    (x.into(), (-y).into())
}

impl OutlinePen for SvgWriter {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(at(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(at(cx, cy), at(x, y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.path.curve_to(at(cx0, cy0), at(cx1, cy1), at(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}
