//! How everything looks: colours, type and spacing on one scale, in a light and a dark theme.
//!
//! No other file names a colour. Contrast of text on its ground is at least 4.5 to 1, and of marks
//! and lines that mean something at least 3 to 1 (WCAG 2.2, levels AA 1.4.3 and 1.4.11); a test
//! holds it.

use eframe::egui::{self, Color32, CornerRadius, FontId, Margin, Stroke, TextStyle, Visuals};

use tollbook_core::model::Colour;
use tollbook_state::Theme;
use tollbook_text::{BidiLabels, fonts};

pub use tollbook_text::fonts::semibold;

/// The steps of the spacing scale, in points.
pub mod space {
    /// Between things that belong together.
    pub const TIGHT: f32 = 4.0;
    /// Between lines.
    pub const LINE: f32 = 6.0;
    /// Between a label and its field, between rows.
    pub const SMALL: f32 = 8.0;
    /// Between groups.
    pub const MEDIUM: f32 = 12.0;
    /// Between sections.
    pub const LARGE: f32 = 20.0;
}

/// The sizes of the type scale, in points.
pub mod size {
    /// Remarks, units, how a field is known.
    pub const SMALL: f32 = 11.5;
    /// Everything else.
    pub const BODY: f32 = 13.5;
    /// Headings of panels.
    pub const HEADING: f32 = 15.0;
    /// The name of the program on the start page.
    pub const TITLE: f32 = 30.0;
    /// An article's text.
    pub const READING: f32 = 17.5;
}

/// The colours of one theme, by what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind the article's text and in fields.
    pub text_background: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Behind rows under the pointer, and behind buttons.
    pub raised: Color32,
    /// Text.
    pub text: Color32,
    /// Text that matters less; still readable.
    pub weak_text: Color32,
    /// Lines between things.
    pub line: Color32,
    /// The edge of what lies over other things.
    pub edge: Color32,
    /// What is selected or focused.
    pub accent: Color32,
    /// Behind what is selected.
    pub accent_fill: Color32,
    /// Behind words that were looked for.
    pub match_background: Color32,
    /// Something to look at.
    pub warning: Color32,
    /// Something that went wrong.
    pub error: Color32,
    /// Something that is well.
    pub good: Color32,
}

/// Dark on light.
pub const LIGHT: Palette = Palette {
    text_background: Color32::from_rgb(0xfd, 0xfc, 0xf9),
    panel: Color32::from_rgb(0xf3, 0xf1, 0xec),
    raised: Color32::from_rgb(0xe6, 0xe3, 0xdb),
    text: Color32::from_rgb(0x22, 0x22, 0x20),
    weak_text: Color32::from_rgb(0x5a, 0x58, 0x52),
    line: Color32::from_rgb(0xd3, 0xcf, 0xc5),
    edge: Color32::from_rgb(0x8c, 0x89, 0x81),
    accent: Color32::from_rgb(0x1f, 0x5f, 0x99),
    accent_fill: Color32::from_rgb(0xcf, 0xe1, 0xf2),
    match_background: Color32::from_rgb(0xf6, 0xe4, 0x97),
    warning: Color32::from_rgb(0x8a, 0x54, 0x00),
    error: Color32::from_rgb(0xa8, 0x24, 0x1c),
    good: Color32::from_rgb(0x1f, 0x6b, 0x3a),
};

/// Light on dark.
pub const DARK: Palette = Palette {
    text_background: Color32::from_rgb(0x1b, 0x1c, 0x1e),
    panel: Color32::from_rgb(0x24, 0x25, 0x28),
    raised: Color32::from_rgb(0x35, 0x37, 0x3b),
    text: Color32::from_rgb(0xe9, 0xe7, 0xe1),
    weak_text: Color32::from_rgb(0xb0, 0xad, 0xa5),
    line: Color32::from_rgb(0x42, 0x44, 0x48),
    edge: Color32::from_rgb(0x78, 0x7a, 0x7f),
    accent: Color32::from_rgb(0x7f, 0xb8, 0xec),
    accent_fill: Color32::from_rgb(0x27, 0x43, 0x5e),
    match_background: Color32::from_rgb(0x57, 0x4a, 0x14),
    warning: Color32::from_rgb(0xf0, 0xb4, 0x4c),
    error: Color32::from_rgb(0xf5, 0x8d, 0x83),
    good: Color32::from_rgb(0x7c, 0xce, 0x98),
};

impl Palette {
    /// The palette of the theme in use.
    pub fn for_ui(ui: &egui::Ui) -> &'static Self {
        if ui.visuals().dark_mode { &DARK } else { &LIGHT }
    }
}

/// A colour of a code or an operation as it is drawn on this theme's paper: made darker or lighter
/// until it stands out by 3 to 1.
pub fn drawn(colour: Colour, palette: &Palette) -> Color32 {
    let Colour { red, green, blue } = colour.standing_out_from(plain(palette.text_background));
    Color32::from_rgb(red, green, blue)
}

/// A colour of a picture, as the window paints its preview.
pub fn of_picture(colour: Colour) -> Color32 {
    Color32::from_rgb(colour.red, colour.green, colour.blue)
}

/// Black or white, whichever is the clearer on a ground.
pub fn ink_on(ground: Color32) -> Color32 {
    if contrast(ground, Color32::BLACK) > contrast(ground, Color32::WHITE) {
        Color32::BLACK
    } else {
        Color32::WHITE
    }
}

/// The contrast of two opaque colours, 1 to 21 (WCAG 2.2, "contrast ratio").
pub fn contrast(a: Color32, b: Color32) -> f32 {
    plain(a).contrast(plain(b)) as f32
}

fn plain(colour: Color32) -> Colour {
    Colour { red: colour.r(), green: colour.g(), blue: colour.b() }
}

/// Text in the semi-bold face.
pub fn strong(text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).family(semibold())
}

/// A remark: small and soft.
pub fn remark(ui: &egui::Ui, text: impl Into<String>) -> egui::RichText {
    egui::RichText::new(text).size(size::SMALL).color(Palette::for_ui(ui).weak_text)
}

/// The heading of a panel.
pub fn heading(text: impl Into<String>) -> egui::RichText {
    strong(text).size(size::HEADING)
}

/// Lets scroll bars be seen wherever the pointer is.
pub fn show_scroll_bars(ui: &mut egui::Ui) {
    let scroll = &mut ui.spacing_mut().scroll;
    scroll.floating_width = space::TIGHT;
    scroll.floating_allocated_width = space::SMALL;
    scroll.dormant_handle_opacity = 0.6;
}

/// Installs fonts and both themes.
pub fn install(context: &egui::Context) {
    context.set_fonts(fonts::egui_definitions());
    context.add_plugin(BidiLabels::default());
    for (theme, palette) in [(egui::Theme::Light, &LIGHT), (egui::Theme::Dark, &DARK)] {
        context.style_mut_of(theme, |style| {
            style.visuals = visuals(theme, palette);
            style.text_styles = [
                (TextStyle::Small, FontId::proportional(size::SMALL)),
                (TextStyle::Body, FontId::proportional(size::BODY)),
                (TextStyle::Button, FontId::proportional(size::BODY)),
                (TextStyle::Heading, FontId::new(size::HEADING, semibold())),
                (TextStyle::Monospace, FontId::monospace(size::BODY)),
            ]
            .into();
            style.spacing.item_spacing = egui::vec2(space::SMALL, space::LINE);
            style.spacing.button_padding = egui::vec2(space::SMALL, 3.0);
            style.spacing.interact_size.y = 24.0;
            style.spacing.menu_margin = Margin::same(6);
            style.spacing.window_margin = Margin::same(14);
            style.interaction.selectable_labels = true;
        });
    }
}

/// Light, dark or the system's.
pub fn choose(context: &egui::Context, theme: Theme) {
    context.set_theme(match theme {
        Theme::System => egui::ThemePreference::System,
        Theme::Light => egui::ThemePreference::Light,
        Theme::Dark => egui::ThemePreference::Dark,
    });
}

fn visuals(theme: egui::Theme, palette: &Palette) -> Visuals {
    let mut visuals = theme.default_visuals();
    visuals.override_text_color = None;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    visuals.extreme_bg_color = palette.text_background;
    visuals.text_edit_bg_color = Some(palette.text_background);
    visuals.faint_bg_color = palette.raised.gamma_multiply(0.5);
    visuals.code_bg_color = palette.raised;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.weak_text_color = Some(palette.weak_text);
    visuals.selection.bg_fill = palette.accent_fill;
    visuals.selection.stroke = Stroke::new(1.5, palette.accent);
    let rounded = CornerRadius::same(4);
    let widgets = &mut visuals.widgets;
    for (widget, ground, line, ink) in [
        (&mut widgets.noninteractive, palette.panel, palette.line, palette.text),
        (&mut widgets.inactive, palette.raised, palette.line, palette.text),
        (&mut widgets.hovered, palette.raised, palette.weak_text, palette.text),
        (&mut widgets.active, palette.accent_fill, palette.accent, palette.text),
        (&mut widgets.open, palette.raised, palette.line, palette.text),
    ] {
        widget.bg_fill = ground;
        widget.weak_bg_fill = ground;
        widget.bg_stroke = Stroke::new(1.0, line);
        widget.fg_stroke = Stroke::new(1.0, ink);
        widget.corner_radius = rounded;
        widget.expansion = 0.0;
    }
    visuals
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::model::ColourSet;

    #[test]
    fn text_stands_out_from_every_ground_on_which_it_is_written() {
        for palette in [LIGHT, DARK] {
            for ground in [palette.text_background, palette.panel, palette.raised] {
                let inks = [
                    palette.text,
                    palette.weak_text,
                    palette.accent,
                    palette.warning,
                    palette.error,
                    palette.good,
                ];
                for (n, ink) in inks.into_iter().enumerate() {
                    let found = contrast(ink, ground);
                    assert!(found >= 4.5, "ink {n} {ink:?} on {ground:?}: {found:.2}");
                }
            }
            for (what, ink) in [("ink", palette.text), ("soft", palette.weak_text)] {
                let found = contrast(ink, palette.accent_fill);
                assert!(found >= 4.5, "{what} on what is selected: {found:.2}");
            }
            assert!(contrast(palette.text, palette.match_background) >= 4.5);
            for ground in [palette.text_background, palette.panel] {
                let found = contrast(palette.edge, ground);
                assert!(found >= 3.0, "the edge on {ground:?}: {found:.2}");
            }
            // The ring about what has the keyboard, on every ground and on what is selected.
            for ground in [palette.text_background, palette.panel, palette.raised, palette.accent_fill] {
                let found = contrast(palette.accent, ground);
                assert!(found >= 3.0, "the ring on {ground:?}: {found:.2}");
            }
        }
    }

    #[test]
    fn colours_of_codes_and_operations_stand_out_from_the_paper() {
        for palette in [&LIGHT, &DARK] {
            for colour in ColourSet::CODES.colours().into_iter().chain(ColourSet::LAYERS.colours()) {
                assert!(contrast(drawn(colour, palette), palette.text_background) >= 3.0);
            }
        }
    }
}
