//! The faces of a PDF: of each the glyphs that are used, with the text that they stand for.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish as _, Name, Pdf, Rect, Ref, Str};
use resvg::usvg::layout::PositionedGlyph;
use resvg::usvg::{self, fontdb};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, GlyphId, MetadataProvider as _, Tag, raw::TableProvider as _};
use subsetter::GlyphRemapper;

use super::pdf::compressed;

/// The faces of a document.
pub(super) struct FontSet<'a> {
    tree: &'a usvg::Tree,
    fonts: Vec<EmbeddedFont>,
}

/// A face, and what is used of it.
pub(super) struct EmbeddedFont {
    id: fontdb::ID,
    data: Vec<u8>,
    index: u32,
    name: String,
    glyphs: GlyphRemapper,
    /// What each glyph stands for, by its number in the document.
    texts: BTreeMap<u16, String>,
}

/// A glyph as the document refers to it.
pub(super) struct UsedGlyph {
    /// Which of the faces.
    pub(super) font: usize,
    /// Its number.
    pub(super) code: u16,
    /// The size of the face's grid.
    pub(super) units_per_em: f32,
}

const IDENTITY: SystemInfo<'static> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl<'a> FontSet<'a> {
    pub(super) fn new(tree: &'a usvg::Tree) -> Self {
        Self { tree, fonts: Vec::new() }
    }

    /// The name of a face in the document.
    pub(super) fn name(font: usize) -> String {
        format!("F{font}")
    }

    pub(super) fn into_fonts(self) -> Vec<EmbeddedFont> {
        self.fonts
    }

    /// Notes that a glyph is used.
    pub(super) fn glyph(&mut self, glyph: &PositionedGlyph) -> Option<UsedGlyph> {
        let number = match self.fonts.iter().position(|font| font.id == glyph.font) {
            Some(number) => number,
            None => {
                let database = self.tree.fontdb();
                let name = database.face(glyph.font)?.post_script_name.clone();
                let (data, index) =
                    database.with_face_data(glyph.font, |data, index| (data.to_vec(), index))?;
                let (glyphs, texts) = (GlyphRemapper::new(), BTreeMap::new());
                self.fonts.push(EmbeddedFont { id: glyph.font, data, index, name, glyphs, texts });
                self.fonts.len() - 1
            }
        };
        let font = self.fonts.get_mut(number)?;
        let units_per_em = FontRef::from_index(&font.data, font.index).ok()?.head().ok()?.units_per_em();
        let code = font.glyphs.remap(u16::try_from(glyph.id.0).ok()?);
        font.texts.entry(code).or_insert_with(|| glyph.text.clone());
        Some(UsedGlyph { font: number, code, units_per_em: f32::from(units_per_em) })
    }
}

impl EmbeddedFont {
    /// Writes the face, and answers with its number.
    ///
    /// # Errors
    /// A sentence, if it cannot be embedded.
    pub(super) fn write(self, pdf: &mut Pdf, id: &mut dyn FnMut() -> Ref) -> Result<Ref, String> {
        let refused = || {
            format!(
                "The typeface “{}” cannot be embedded in a PDF; save the picture as SVG or PNG.",
                self.name
            )
        };
        let subset = subsetter::subset(&self.data, self.index, &self.glyphs).map_err(|_| refused())?;
        let face = FontRef::from_index(&self.data, self.index).map_err(|_| refused())?;
        let metrics = face.metrics(Size::unscaled(), LocationRef::default());
        let to_pdf = |units: f32| units * 1_000.0 / f32::from(metrics.units_per_em.max(1));
        let embedded = FontRef::new(&subset).map_err(|_| refused())?;
        let outlines = embedded.table_data(Tag::new(b"CFF ")).map(|table| table.as_bytes().to_vec());

        let (font, descendant, descriptor, file, cmap) = (id(), id(), id(), id(), id());
        // Six letters say that it is a part of the face.
        let name = format!("TOLLBK+{}", self.name);
        let base = Name(name.as_bytes());
        pdf.type0_font(font)
            .base_font(base)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(cmap);

        let mut cid = pdf.cid_font(descendant);
        cid.subtype(if outlines.is_some() { CidFontType::Type0 } else { CidFontType::Type2 })
            .base_font(base)
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(0.0);
        if outlines.is_none() {
            cid.cid_to_gid_map_predefined(Name(b"Identity"));
        }
        let advances = face.glyph_metrics(Size::unscaled(), LocationRef::default());
        let widths = self
            .glyphs
            .remapped_gids()
            .map(|glyph| to_pdf(advances.advance_width(GlyphId::from(glyph)).unwrap_or(0.0)));
        cid.widths().consecutive(0, widths);
        cid.finish();

        let bounds = metrics.bounds.unwrap_or_default();
        pdf.font_descriptor(descriptor)
            .name(base)
            .flags(FontFlags::SYMBOLIC)
            .bbox(Rect::new(
                to_pdf(bounds.x_min),
                to_pdf(bounds.y_min),
                to_pdf(bounds.x_max),
                to_pdf(bounds.y_max),
            ))
            .italic_angle(metrics.italic_angle)
            .ascent(to_pdf(metrics.ascent))
            .descent(to_pdf(metrics.descent))
            .cap_height(to_pdf(metrics.cap_height.unwrap_or(metrics.ascent)))
            .stem_v(80.0)
            .pair(Name(if outlines.is_some() { b"FontFile3" } else { b"FontFile2" }), file);

        let program = compressed(outlines.as_deref().unwrap_or(&subset));
        let mut stream = pdf.stream(file, &program);
        stream.filter(Filter::FlateDecode);
        if outlines.is_some() {
            stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
        }
        stream.finish();

        let mut to_unicode = UnicodeCmap::new(Name(b"Tollbook"), IDENTITY);
        for (code, text) in self.texts.iter().filter(|(_, text)| !text.is_empty()) {
            to_unicode.pair_with_multiple(*code, text.chars());
        }
        let to_unicode = compressed(to_unicode.finish().as_slice());
        pdf.cmap(cmap, &to_unicode).filter(Filter::FlateDecode);
        Ok(font)
    }
}
