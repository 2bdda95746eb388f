//! The texture that holds every glyph on the screen.
//!
//! A glyph is drawn once for each size and each quarter of a pixel that it starts at, and copied from
//! here ever after. Glyphs fill shelves from the top. When the texture is full it is emptied, made
//! larger if the screen needed more than it holds, and [`Atlas::epoch`] says so: places handed out
//! before are void then.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use eframe::egui::{
    self, Color32, ColorImage, TextureHandle, TextureId, TextureOptions,
    epaint::FontColorTransferFunction,
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
        Self::new(1024, 2048)
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

    /// Gives a face its number.
    pub fn face(&mut self, font: &FontData, coords: &[i16]) -> FaceId {
        let known = self.faces.iter().position(|face| {
            face.font == *font
                && face.coords.len() == coords.len()
                && face
                    .coords
                    .iter()
                    .zip(coords)
                    .all(|(a, b)| a.to_bits() == *b)
        });
        let index = known.unwrap_or_else(|| {
            self.faces.push(FaceData::new(font.clone(), coords));
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
        let key = Key {
            face: glyph.face,
            quarter,
            size: glyph.size.to_bits(),
            glyph: glyph.id,
        };
        let place = match self.places.get(&key) {
            Some(place) => *place,
            None => {
                let place = self.draw(&key);
                self.places.insert(key, place);
                place
            }
        };
        Some((place?, [x, glyph.y.round()]))
    }

    fn draw(&mut self, key: &Key) -> Option<Place> {
        let face = self.faces.get(key.face.0 as usize)?;
        let shift = f32::from(key.quarter) / 4.0;
        let size = f32::from_bits(key.size);
        let bitmap = self.rasterizer.draw(face, size, key.glyph, shift)?;
        let [x, y] = self.allocate(bitmap.image.size)?;
        self.copy(&bitmap, [x, y]);
        Some(Place {
            texel: [x as u16, y as u16],
            size: bitmap.image.size.map(|side| side as u16),
            offset: bitmap.offset.map(|offset| offset as i16),
            color: bitmap.color,
        })
    }

    fn allocate(&mut self, [width, height]: [usize; 2]) -> Option<[usize; 2]> {
        if width > self.side() || height > self.side() {
            return None;
        }
        if self.cursor[0] + width > self.side() {
            self.cursor = [0, self.cursor[1] + self.shelf + PADDING];
            self.shelf = 0;
        }
        if self.cursor[1] + height > self.side() {
            let larger = (self.side() * 2).min(self.max_side);
            if self.emptied_this_frame && larger == self.side() {
                // More glyphs on one screen than the largest texture holds: the rest stay blank.
                return None;
            }
            self.clear(larger.max(self.side()));
            self.emptied_this_frame = true;
        }
        self.shelf = self.shelf.max(height);
        let at = self.cursor;
        self.cursor[0] += width + PADDING;
        Some(at)
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
                self.image[(x + column, y + row)] = if bitmap.color {
                    pixel
                } else {
                    self.transfer.to_atlas_color(pixel)
                };
            }
        }
        let end = [x + width, y + height];
        self.dirty = Some(match self.dirty {
            None => [[x, y], end],
            Some([min, max]) => [
                [min[0].min(x), min[1].min(y)],
                [max[0].max(end[0]), max[1].max(end[1])],
            ],
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
        self.texture
            .as_ref()
            .map_or(TextureId::default(), TextureHandle::id)
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
