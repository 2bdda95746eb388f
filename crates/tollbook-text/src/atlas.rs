//! The texture that holds every glyph on the screen.
//!
//! A glyph is drawn once for each size and each quarter of a pixel that it starts at, and copied from
//! here ever after. Glyphs fill shelves from the top. When the texture is full it is emptied, made
//! larger if the screen needed more than it holds, and [`Atlas::epoch`] says so: places handed out
//! before are void then.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use egui::{
    self, Color32, ColorImage, TextureHandle, TextureId, TextureOptions, epaint::FontColorTransferFunction,
};
use parley::FontData;

use super::raster::{Bitmap, FaceData, Rasterizer};

/// A face known to the atlas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct FaceId(u16);

/// A glyph as it stands in the text: its face, size in pixels and position in its block, in pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub face: FaceId,
    pub size: f32,
    pub id: u32,
    pub x: f32,
    pub y: f32,
    /// It is of a link.
    pub link: bool,
}

/// Where a glyph lies in the texture, in texels, and where it goes on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub texel: [u16; 2],
    pub size: [u16; 2],
    /// From the pixel that holds the glyph's origin to the picture's top left.
    pub offset: [i16; 2],
    pub color: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    face: FaceId,
    quarter: u8,
    size: u32,
    glyph: u32,
}

/// One screen has more glyphs than the largest texture holds: the rest stay blank.
struct Full;

const PADDING: usize = 1;

/// The glyph cache.
pub(super) struct Atlas {
    faces: Vec<FaceData>,
    rasterizer: Rasterizer,
    places: HashMap<Key, Option<Place>, BuildHasherDefault<Fx>>,
    image: ColorImage,
    cursor: [usize; 2],
    shelf: usize,
    /// The part of `image` that the texture does not have yet.
    dirty: Option<[[usize; 2]; 2]>,
    texture: Option<TextureHandle>,
    transfer: FontColorTransferFunction,
    max_side: usize,
    epoch: u64,
    emptied_this_frame: bool,
}

impl Default for Atlas {
    fn default() -> Self {
        Self::new(512, 2048)
    }
}

impl Atlas {
    pub fn new(side: usize, max_side: usize) -> Self {
        Self {
            faces: Vec::new(),
            rasterizer: Rasterizer::default(),
            places: HashMap::default(),
            image: ColorImage::filled([side, side], Color32::TRANSPARENT),
            cursor: [0, 0],
            shelf: 0,
            dirty: None,
            texture: None,
            transfer: FontColorTransferFunction::Off,
            max_side,
            epoch: 0,
            emptied_this_frame: false,
        }
    }

    /// The number of times that the atlas was emptied.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// The texture's side in texels.
    pub fn side(&self) -> usize {
        self.image.width()
    }

    /// Gives a face its number; `slanted` is it with its letters slanted.
    pub fn face(&mut self, font: &FontData, coords: &[i16], slanted: bool) -> FaceId {
        let known = self.faces.iter().position(|face| {
            face.font == *font
                && face.slanted == slanted
                && face.coords.len() == coords.len()
                && face.coords.iter().zip(coords).all(|(a, b)| a.to_bits() == *b)
        });
        let index = known.unwrap_or_else(|| {
            self.faces.push(FaceData::new(font.clone(), coords, slanted));
            self.faces.len() - 1
        });
        FaceId(index as u16)
    }

    /// Tells the atlas what the screen is like, before the first glyph of a frame.
    ///
    /// Light text on a dark ground looks thinner than dark on light; `transfer` evens that out.
    pub fn begin_frame(&mut self, transfer: FontColorTransferFunction, max_side: usize) {
        self.emptied_this_frame = false;
        self.max_side = max_side.min(4096);
        if self.transfer != transfer {
            self.transfer = transfer;
            self.clear(self.side());
        }
    }

    /// Where a glyph is in the texture and which pixel its origin is in; draws it if it is new.
    /// `None` if there is nothing to see.
    pub fn place(&mut self, glyph: &Glyph) -> Option<(Place, [f32; 2])> {
        let color = self.faces.get(glyph.face.0 as usize)?.color;
        let (x, quarter) = if color {
            // Pictures are large and gain nothing from a quarter of a pixel.
            (glyph.x.round(), 0)
        } else {
            let quarters = (glyph.x * 4.0).round();
            let whole = (quarters / 4.0).floor();
            (whole, (quarters - whole * 4.0) as u8)
        };
        let key = Key { face: glyph.face, quarter, size: glyph.size.to_bits(), glyph: glyph.id };
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None => {
                let Ok(place) = self.draw(&key) else {
                    // Not remembered: the next frame may have room.
                    return None;
                };
                self.places.insert(key, place);
                place
            }
        };
        Some((place?, [x, glyph.y.round()]))
    }

    fn draw(&mut self, key: &Key) -> Result<Option<Place>, Full> {
        let Some(face) = self.faces.get(key.face.0 as usize) else {
            return Ok(None);
        };
        let shift = f32::from(key.quarter) / 4.0;
        let size = f32::from_bits(key.size);
        let Some(bitmap) = self.rasterizer.draw(key.face.0, face, size, key.glyph, shift) else {
            return Ok(None);
        };
        let [x, y] = self.allocate(bitmap.image.size)?;
        self.copy(&bitmap, [x, y]);
        Ok(Some(Place {
            texel: [x as u16, y as u16],
            size: bitmap.image.size.map(|side| side as u16),
            offset: bitmap.offset.map(|offset| offset as i16),
            color: bitmap.color,
        }))
    }

    fn allocate(&mut self, [width, height]: [usize; 2]) -> Result<[usize; 2], Full> {
        if width > self.side() || height > self.side() {
            return Err(Full);
        }
        if self.cursor[0] + width > self.side() {
            self.cursor = [0, self.cursor[1] + self.shelf + PADDING];
            self.shelf = 0;
        }
        if self.cursor[1] + height > self.side() {
            let larger = (self.side() * 2).min(self.max_side);
            if self.emptied_this_frame && larger == self.side() {
                return Err(Full);
            }
            self.clear(larger.max(self.side()));
            self.emptied_this_frame = true;
        }
        self.shelf = self.shelf.max(height);
        let at = self.cursor;
        self.cursor[0] += width + PADDING;
        Ok(at)
    }

    fn clear(&mut self, side: usize) {
        self.places.clear();
        self.image = ColorImage::filled([side, side], Color32::TRANSPARENT);
        self.cursor = [0, 0];
        self.shelf = 0;
        self.dirty = Some([[0, 0], [side, side]]);
        self.epoch += 1;
    }

    fn copy(&mut self, bitmap: &Bitmap, [x, y]: [usize; 2]) {
        let [width, height] = bitmap.image.size;
        for row in 0..height {
            for column in 0..width {
                let pixel = bitmap.image[(column, row)];
                self.image[(x + column, y + row)] =
                    if bitmap.color { pixel } else { self.transfer.to_atlas_color(pixel) };
            }
        }
        let end = [x + width, y + height];
        self.dirty = Some(match self.dirty {
            None => [[x, y], end],
            Some([min, max]) => [[min[0].min(x), min[1].min(y)], [max[0].max(end[0]), max[1].max(end[1])]],
        });
    }

    /// Brings the texture up to date, and names it.
    pub fn upload(&mut self, ctx: &egui::Context) -> TextureId {
        // Glyphs lie on whole pixels, so that no texel is ever between two.
        let options = TextureOptions::NEAREST;
        match &mut self.texture {
            Some(texture) if texture.size() == self.image.size => {
                if let Some([min, max]) = self.dirty.take() {
                    let size = [max[0] - min[0], max[1] - min[1]];
                    texture.set_partial(min, self.image.region_by_pixels(min, size), options);
                }
            }
            Some(texture) => {
                texture.set(self.image.clone(), options);
                self.dirty = None;
            }
            None => {
                self.texture = Some(ctx.load_texture("glyphs", self.image.clone(), options));
                self.dirty = None;
            }
        }
        self.texture.as_ref().map_or(TextureId::default(), TextureHandle::id)
    }
}

/// The hash of rustc: a glyph is looked up thousands of times a frame, and nobody attacks this table.
#[derive(Default)]
struct Fx(u64);

impl Fx {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Fx {
    fn finish(&self) -> u64 {
        // The table uses the top bits and the bottom ones.
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.add(byte.into());
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.add(n.into());
    }

    fn write_u16(&mut self, n: u16) {
        self.add(n.into());
    }

    fn write_u32(&mut self, n: u32) {
        self.add(n.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Typesetter;
    use crate::tests::STYLE;

    /// A block's glyphs, with the typesetter whose atlas knows their faces.
    fn glyphs(text: &str, atlas: Atlas) -> (Vec<Glyph>, Typesetter) {
        let mut typesetter = Typesetter { atlas, ..Typesetter::default() };
        let direction = parley::BaseDirection::Auto;
        let block = typesetter.lay_out(text, &STYLE, direction, 10_000.0, 1.0);
        (block.glyphs, typesetter)
    }

    #[test]
    fn a_glyph_is_drawn_once_for_each_quarter_of_a_pixel() {
        let (glyphs, mut typesetter) = glyphs("n", Atlas::default());
        let atlas = &mut typesetter.atlas;
        let mut places = Vec::new();
        for eighth in 0..80u8 {
            let x = f32::from(eighth) / 8.0;
            let (place, at) = atlas.place(&Glyph { x, ..glyphs[0] }).unwrap();
            assert!((at[0] - x).abs() <= 1.0);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        assert_eq!(places.len(), 4);
        for (x, same) in [(0.1, 0.0), (0.2, 0.25), (0.4, 0.5), (0.9, 1.0)] {
            let place = |x, atlas: &mut Atlas| atlas.place(&Glyph { x, ..glyphs[0] });
            assert_eq!(place(x, atlas), place(same, atlas), "the nearest quarter to {x}");
        }
        let negative = Glyph { x: -0.25, ..glyphs[0] };
        assert_eq!(atlas.place(&negative).unwrap().1[0], -1.0);
    }

    #[test]
    fn places_do_not_overlap_and_hold_ink() {
        let text = "The quick brown fox jumps over the lazy dog, 0123456789; سلام שלום";
        let (glyphs, mut typesetter) = glyphs(text, Atlas::default());
        let atlas = &mut typesetter.atlas;
        let mut places: Vec<Place> = Vec::new();
        for glyph in &glyphs {
            let Some((place, _)) = atlas.place(glyph) else {
                continue;
            };
            if places.contains(&place) {
                continue;
            }
            for other in &places {
                let apart = |axis: usize| {
                    place.texel[axis] + place.size[axis] < other.texel[axis] + 1
                        || other.texel[axis] + other.size[axis] < place.texel[axis] + 1
                };
                assert!(apart(0) || apart(1), "{place:?} {other:?}");
            }
            let ink = (0..place.size[0] * place.size[1]).any(|i| {
                let (x, y) = (i % place.size[0], i / place.size[0]);
                let at = (place.texel[0] + x, place.texel[1] + y);
                atlas.image[(at.0.into(), at.1.into())].a() > 200
            });
            assert!(ink, "{place:?} is blank");
            places.push(place);
        }
        assert!(places.len() > 40, "{}", places.len());
    }

    #[test]
    fn a_full_atlas_grows_and_then_gives_up() {
        let letters: String = ('a'..='z').chain('A'..='Z').collect();
        let (glyphs, mut typesetter) = glyphs(&letters, Atlas::new(64, 128));
        let atlas = &mut typesetter.atlas;
        atlas.begin_frame(FontColorTransferFunction::Off, 128);
        assert_eq!(atlas.epoch(), 0);
        for glyph in &glyphs {
            atlas.place(glyph);
        }
        assert_eq!((atlas.epoch(), atlas.side()), (1, 128), "larger, and emptied once");
        let sizes = (10..60).map(|size| Glyph { size: size as f32, ..glyphs[30] });
        let placed = sizes.filter_map(|glyph| atlas.place(&glyph)).count();
        assert!(placed < 50, "one frame's glyphs are more than it holds");
        assert_eq!(atlas.epoch(), 1, "and it does not empty itself under the painter");
        // The next frame may start over.
        atlas.begin_frame(FontColorTransferFunction::Off, 128);
        let other = Glyph { size: 61.0, ..glyphs[31] };
        assert!(atlas.place(&other).is_some());
        assert_eq!(atlas.epoch(), 2);
    }
}
