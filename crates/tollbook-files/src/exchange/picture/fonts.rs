//! The faces of pictures: how wide a text is, and where each of its glyphs stands.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use tollbook_core::analysis::chart::drawing::Font;
use tollbook_core::fonts::{SANS, SANS_ARABIC, SANS_HEBREW, SANS_SEMIBOLD};

/// The family of texts.
pub(super) const FAMILY: &str = "Inter";

/// The faces in which letters are looked for, for regular and for strong text.
static FACES: LazyLock<[Vec<FontRef<'static>>; 2]> = LazyLock::new(|| {
    let faces =
        |first| [first, SANS_ARABIC, SANS_HEBREW].into_iter().filter_map(|face| FontRef::new(face).ok());
    [faces(SANS).collect(), faces(SANS_SEMIBOLD).collect()]
});

/// How wide `text` is, in points. Letters that no face of the program has count as a square each.
pub fn width(text: &str, font: Font) -> f64 {
    let faces = &FACES[usize::from(font.strong)];
    let size = Size::new(font.size as f32);
    let of_letter = |letter: char| {
        faces.iter().find_map(|face| {
            let glyph = face.charmap().map(letter)?;
            face.glyph_metrics(size, LocationRef::default()).advance_width(glyph).map(f64::from)
        })
    };
    text.chars().map(|letter| of_letter(letter).unwrap_or(font.size)).sum()
}

/// The faces of the program, and those of the system where `texts` need them: listing these takes a while.
pub(super) fn database<'a>(texts: impl Iterator<Item = &'a str>) -> Arc<fontdb::Database> {
    let mut fonts = fontdb::Database::new();
    for face in [SANS, SANS_SEMIBOLD, SANS_ARABIC, SANS_HEBREW] {
        fonts.load_font_data(face.to_vec());
    }
    let faces = &FACES[0];
    let is_known = |letter: char| {
        letter.is_control()
            || letter.is_whitespace()
            || faces.iter().any(|face| face.charmap().map(letter).is_some())
    };
    if !texts.flat_map(str::chars).all(is_known) {
        fonts.load_system_fonts();
    }
    Arc::new(fonts)
}
