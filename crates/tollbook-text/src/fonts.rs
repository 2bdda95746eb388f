//! The faces that come with the program, and the system's own behind them.
//!
//! The bundled faces cover Latin, Greek, Cyrillic, Arabic and Hebrew, so that most articles look the
//! same everywhere and need nothing of the system. The system's fonts are listed only when a text has
//! a character that the bundled faces lack, because listing them takes fontconfig 5–9 ms for 130 fonts, and more for more.

use std::sync::{Arc, LazyLock};

use parley::fontique::{Blob, Collection, CollectionOptions, SourceCache};
use parley::{FontContext, FontFamily, FontFamilyName, GenericFamily};
use skrifa::MetadataProvider as _;

use tollbook_core::fonts::{
    HEBREW, HEBREW_BOLD, NASKH, NASKH_BOLD, SANS, SANS_ARABIC, SANS_HEBREW, SANS_SEMIBOLD, SERIF, SERIF_BOLD,
};

/// The clean sans of the interface, to be registered in egui.
pub fn sans() -> egui::FontData {
    egui::FontData::from_static(SANS)
}

/// The interface's sans, semi-bold: headings and selected tabs.
pub fn sans_semibold() -> egui::FontData {
    egui::FontData::from_static(SANS_SEMIBOLD)
}

/// Arabic letters for the interface. egui shapes them, though it does not order them.
pub fn sans_arabic() -> egui::FontData {
    egui::FontData::from_static(SANS_ARABIC)
}

/// Hebrew letters for the interface.
pub fn sans_hebrew() -> egui::FontData {
    egui::FontData::from_static(SANS_HEBREW)
}

/// The family of headings and of what is emphasised.
pub fn semibold() -> egui::FontFamily {
    egui::FontFamily::Name("semibold".into())
}

/// Puts the bundled sans, Arabic and Hebrew in front of egui's own faces, and the semi-bold under the
/// family [`semibold`].
pub fn egui_definitions() -> egui::FontDefinitions {
    let mut fonts = egui::FontDefinitions::default();
    for (name, data) in [
        ("Inter", sans()),
        ("Inter SemiBold", sans_semibold()),
        ("Noto Sans Arabic", sans_arabic()),
        ("Noto Sans Hebrew", sans_hebrew()),
    ] {
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let family = fonts.families.entry(egui::FontFamily::Proportional).or_default();
    let mut bold = family.clone();
    for (place, name) in ["Inter", "Noto Sans Arabic", "Noto Sans Hebrew"].into_iter().enumerate() {
        family.insert(place, name.to_owned());
        let name = if place == 0 { "Inter SemiBold" } else { name };
        bold.insert(place, name.to_owned());
    }
    fonts.families.insert(semibold(), bold);
    fonts
}

/// Which face a style asks for. Others stand in for what it lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Face {
    /// The reading serif.
    #[default]
    Serif,
    /// The interface's sans.
    Sans,
}

/// The fonts that a text can be laid out with.
///
/// One is enough for a program: it caches every font file that was ever needed.
pub struct Fonts {
    pub(super) context: FontContext,
    system: bool,
}

impl Default for Fonts {
    fn default() -> Self {
        Self::new()
    }
}

impl Fonts {
    /// The bundled faces alone. This takes well under a millisecond.
    pub fn new() -> Self {
        let mut collection = Collection::new(CollectionOptions { shared: false, system_fonts: false });
        for data in [
            SERIF,
            SERIF_BOLD,
            NASKH,
            NASKH_BOLD,
            HEBREW,
            HEBREW_BOLD,
            SANS,
            SANS_SEMIBOLD,
            SANS_ARABIC,
            SANS_HEBREW,
        ] {
            collection.register_fonts(Blob::new(Arc::new(data)), None);
        }
        Self { context: FontContext { collection, source_cache: SourceCache::default() }, system: false }
    }

    /// Makes sure that every character of `text` has a face if the system has one.
    ///
    /// The first character that the bundled faces lack makes the system's fonts known, once.
    pub fn cover(&mut self, text: &str) {
        if !self.system && !text.is_ascii() && text.chars().any(|c| !COVERAGE.has(c)) {
            self.load_system();
        }
    }

    /// Makes the system's fonts known now. A second call does nothing.
    pub fn load_system(&mut self) {
        if !self.system {
            self.system = true;
            self.context.collection.load_system_fonts();
        }
    }

    /// Whether the system's fonts are known.
    pub fn has_system(&self) -> bool {
        self.system
    }

    /// The families for ordinary text, first choice first.
    ///
    /// The system's sans-serif list comes sorted by coverage, so it has a face for nearly everything.
    pub(super) fn text_stack(face: Face) -> FontFamily<'static> {
        let [latin, arabic, hebrew] = match face {
            Face::Serif => ["Noto Serif", "Noto Naskh Arabic", "Noto Serif Hebrew"],
            Face::Sans => ["Inter", "Noto Sans Arabic", "Noto Sans Hebrew"],
        };
        FontFamily::List(
            vec![
                FontFamilyName::named(latin),
                FontFamilyName::named(arabic),
                FontFamilyName::named(hebrew),
                FontFamilyName::named("Noto Serif"),
                FontFamilyName::Generic(GenericFamily::SansSerif),
            ]
            .into(),
        )
    }

    /// The families for a cluster that Unicode shows as an emoji. There is none in the bundle: a face
    /// with colours is four times the size of all the others.
    pub(super) fn emoji_stack() -> FontFamily<'static> {
        FontFamily::List(
            vec![
                FontFamilyName::named("Noto Color Emoji"),
                FontFamilyName::named("Apple Color Emoji"),
                FontFamilyName::named("Segoe UI Emoji"),
                FontFamilyName::Generic(GenericFamily::Emoji),
            ]
            .into(),
        )
    }
}

/// The characters that the bundled serif faces have, a bit each, of the Basic Multilingual Plane.
struct Coverage(Vec<u64>);

static COVERAGE: LazyLock<Coverage> = LazyLock::new(|| {
    let mut bits = vec![0u64; 0x1_0000 / 64];
    for data in [SERIF, NASKH, HEBREW] {
        if let Ok(font) = skrifa::FontRef::new(data) {
            for (c, _) in font.charmap().mappings() {
                if let Some(word) = bits.get_mut(c as usize / 64) {
                    *word |= 1 << (c % 64);
                }
            }
        }
    }
    Coverage(bits)
});

impl Coverage {
    fn has(&self, c: char) -> bool {
        let code = c as usize;
        needs_no_glyph(c) || self.0.get(code / 64).is_some_and(|word| word & (1 << (code % 64)) != 0)
    }
}

/// Characters that are never drawn, so that no font is worth looking for.
fn needs_no_glyph(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{180b}'..='\u{180e}'
            | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}'
            | '\u{3000}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_faces_cover_what_they_should() {
        for c in "aéßğșжЖΩ“”…€–א‎לשؤپ؟۔٤".chars() {
            assert!(COVERAGE.has(c), "{c:?}");
        }
        for c in "漢한😀हไ".chars() {
            assert!(!COVERAGE.has(c), "{c:?}");
        }
    }

    #[test]
    fn the_system_is_asked_only_when_a_character_is_missing() {
        let mut fonts = Fonts::new();
        fonts.cover("Thirteen soldiers — شهداء, שלום\u{200f}\n");
        assert!(!fonts.has_system());
        fonts.cover("漢");
        assert!(fonts.has_system());
    }

    #[test]
    fn every_family_of_the_stacks_is_registered() {
        let mut fonts = Fonts::new();
        for name in [
            "Noto Serif",
            "Noto Naskh Arabic",
            "Noto Serif Hebrew",
            "Inter",
            "Noto Sans Arabic",
            "Noto Sans Hebrew",
        ] {
            let family = fonts.context.collection.family_by_name(name);
            assert!(family.is_some(), "{name}");
        }
    }
}
