//! The words in the margin, which never lie over the text.

use std::sync::Arc;

use egui::{Shape, vec2};
use egui_kittest::Harness;

use crate::{Colors, Decorations, Layers, Options, TextView};

#[test]
fn words_in_the_margin_end_before_the_text_however_long_they_are() {
    let text: Arc<str> = "Thirteen soldiers were killed.\n\nTwo were wounded.\n".into();
    let words: [(usize, Arc<str>); 2] = [(0, "K 13".into()), (32, "W at least two thousand".into())];
    let margin: Arc<[_]> = words.into();
    let mut harness = Harness::builder().with_size(vec2(500.0, 300.0)).build_ui_state(
        |ui, view: &mut TextView| {
            let mut options = Options::new(18.0, Colors::from_visuals(ui.visuals()));
            options.margin_words = true;
            let marks = Arc::<Decorations>::default();
            let layers = Layers { margin: margin.clone(), ..Layers::new(&marks) };
            view.show(ui, &text, &layers, &options);
        },
        TextView::new(),
    );
    harness.run();
    let left = harness.state().anchor_for(0..8).unwrap().left();
    let written: Vec<(String, f32)> = harness
        .output()
        .shapes
        .iter()
        .filter_map(|clipped| match &clipped.shape {
            Shape::Text(text) => {
                let words: String = text.galley.rows.iter().map(|row| row.text()).collect();
                Some((words, text.pos.x + text.galley.size().x))
            }
            _ => None,
        })
        .collect();
    assert!(written.iter().any(|(words, _)| words == "K 13"), "{written:?}");
    assert!(
        written.iter().any(|(words, _)| words.starts_with("W at") && words.ends_with('…')),
        "{written:?}"
    );
    assert!(written.iter().all(|(_, right)| *right <= left), "{written:?} at {left}");
}
