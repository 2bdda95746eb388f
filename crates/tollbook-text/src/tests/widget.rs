//! The widget as a reader uses it, by mouse and keyboard.

use std::ops::Range;
use std::sync::Arc;

use egui::accesskit::Role;
use egui::{self, Color32, Event, Key, Modifiers, PointerButton, Pos2, Rect, Shape, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::{Colors, Decoration, Decorations, Layers, Options, Response, Style, TextView};

mod scrollbar;

const TEXT: &str = "The title\n\nThirteen soldiers were killed. Gen. Lecointre spoke of officials.\n\
    \nשלום 13 לכם\n";

struct Reader {
    view: TextView,
    text: Arc<str>,
    marks: Arc<Decorations>,
    selected: Option<usize>,
    moved: Vec<Range<usize>>,
    response: Option<Response>,
    changes: usize,
    clicked: Vec<usize>,
}

fn reader(text: &str) -> Harness<'static, Reader> {
    let state = Reader {
        view: TextView::new(),
        text: text.into(),
        marks: Arc::default(),
        selected: None,
        moved: Vec::new(),
        response: None,
        changes: 0,
        clicked: Vec::new(),
    };
    let mut harness =
        Harness::builder().with_size(vec2(800.0, 600.0)).with_step_dt(1.0 / 60.0).build_ui_state(
            |ui, reader: &mut Reader| {
                let mut options = Options::new(18.0, Colors::from_visuals(ui.visuals()));
                options.label = "Article".to_owned();
                let text = reader.text.clone();
                let marks = reader.marks.clone();
                let layers = Layers { selected: reader.selected, ..Layers::new(&marks) };
                let response = reader.view.show(ui, &text, &layers, &options);
                reader.moved.extend(response.moved.clone());
                reader.changes += usize::from(response.changed);
                reader.clicked.extend(response.clicked);
                reader.response = Some(response);
            },
            state,
        );
    harness.run();
    harness
}

fn find(text: &str, needle: &str) -> Range<usize> {
    let start = text.find(needle).unwrap();
    start..start + needle.len()
}

fn marks(ranges: impl IntoIterator<Item = Range<usize>>) -> Arc<Decorations> {
    let decoration = |range| Decoration {
        range,
        color: Color32::RED,
        style: Style::Underline,
        label: "K".into(),
        name: "Killed".into(),
    };
    Arc::new(Decorations::new(ranges.into_iter().map(decoration).collect()))
}

/// The middle of the first rectangle that these words take up.
fn middle(harness: &Harness<'_, Reader>, needle: &str) -> Pos2 {
    let range = find(&harness.state().text, needle);
    harness.state().view.rects_for(range)[0].center()
}

fn button(harness: &mut Harness<'_, Reader>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerMoved(pos));
    let event = Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    harness.event_modifiers(event, modifiers);
    harness.step();
}

fn click(harness: &mut Harness<'_, Reader>, pos: Pos2) {
    button(harness, pos, true, Modifiers::NONE);
    button(harness, pos, false, Modifiers::NONE);
}

fn press(harness: &mut Harness<'_, Reader>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn selected<'h>(harness: &'h Harness<'_, Reader>) -> &'h str {
    let state = harness.state();
    let response = state.response.as_ref().unwrap();
    response.selection.clone().map_or("", |range| &state.text[range])
}

/// Waits so long that the next click is not counted with the last one.
fn rest(harness: &mut Harness<'_, Reader>) {
    for _ in 0..40 {
        harness.step();
    }
}

#[test]
fn clicks_select_word_sentence_and_paragraph() {
    let mut harness = reader(TEXT);
    let at = middle(&harness, "Lecointre");
    click(&mut harness, at);
    assert_eq!(selected(&harness), "");
    let word = find(TEXT, "Lecointre");
    let caret = harness.state().view.caret();
    assert!(word.contains(&caret), "{caret}");
    assert!(harness.state().response.as_ref().unwrap().has_focus);
    click(&mut harness, at);
    assert_eq!(selected(&harness), "Lecointre");
    click(&mut harness, at);
    assert_eq!(selected(&harness), "Gen. Lecointre spoke of officials.");
    click(&mut harness, at);
    assert_eq!(selected(&harness), "Thirteen soldiers were killed. Gen. Lecointre spoke of officials.");
    rest(&mut harness);
    click(&mut harness, at);
    assert_eq!(selected(&harness), "", "a later click is a single one");
    let clicked = &harness.state().clicked;
    assert!(clicked.iter().all(|byte| word.contains(byte)), "{clicked:?}");
}

#[test]
fn a_drag_selects_and_a_shifted_click_extends() {
    let mut harness = reader(TEXT);
    let rect = |harness: &Harness<'_, Reader>, needle| {
        let range = find(TEXT, needle);
        harness.state().view.rects_for(range)[0]
    };
    let (from, to) = (rect(&harness, "soldiers"), rect(&harness, "were"));
    button(&mut harness, from.left_center() + vec2(1.0, 0.0), true, Modifiers::NONE);
    harness.event(Event::PointerMoved(to.right_center() - vec2(1.0, 0.0)));
    harness.step();
    assert_eq!(selected(&harness), "soldiers were");
    button(&mut harness, to.right_center() - vec2(1.0, 0.0), false, Modifiers::NONE);
    assert_eq!(selected(&harness), "soldiers were");
    rest(&mut harness);
    let end = rect(&harness, "killed").right_center() - vec2(1.0, 0.0);
    button(&mut harness, end, true, Modifiers::SHIFT);
    button(&mut harness, end, false, Modifiers::SHIFT);
    assert_eq!(selected(&harness), "soldiers were killed");
}

fn drag_to(harness: &mut Harness<'_, Reader>, pos: Pos2) {
    harness.event(Event::PointerMoved(pos));
    harness.step();
}

#[test]
fn a_drag_is_exact_in_its_first_word_and_takes_whole_words_beyond_it() {
    let mut harness = reader(TEXT);
    let from = middle(&harness, "Thirteen");
    button(&mut harness, from, true, Modifiers::NONE);
    let in_word = middle(&harness, "teen");
    drag_to(&mut harness, in_word);
    let exact = selected(&harness).to_owned();
    assert!("Thirteen".contains(&exact) && exact.len() < 5 && !exact.is_empty(), "{exact}");
    let cut = middle(&harness, "were");
    drag_to(&mut harness, cut);
    assert_eq!(selected(&harness), "Thirteen soldiers were");
    drag_to(&mut harness, in_word);
    assert_eq!(selected(&harness), exact, "back in the word it is exact again");
    button(&mut harness, in_word, false, Modifiers::NONE);

    rest(&mut harness);
    let place = |harness: &Harness<'_, Reader>, word: &str, share: f32| {
        let rect = harness.state().view.rects_for(find(TEXT, word))[0];
        pos2(rect.left() + share * rect.width(), rect.center().y)
    };
    let (from, to) = (place(&harness, "teen", 0.9), place(&harness, "were", 0.2));
    button(&mut harness, from, true, Modifiers::NONE);
    drag_to(&mut harness, to);
    assert_eq!(selected(&harness), "Thirteen soldiers were", "every word that was touched");
    button(&mut harness, to, false, Modifiers::NONE);

    rest(&mut harness);
    let from = middle(&harness, "Lecointre");
    button(&mut harness, from, true, Modifiers::NONE);
    let to = middle(&harness, "killed");
    drag_to(&mut harness, to);
    assert_eq!(selected(&harness), "killed. Gen. Lecointre", "backwards as well");
    harness.event(Event::ModifiersChanged(Modifiers::COMMAND));
    drag_to(&mut harness, to);
    let words = selected(&harness);
    assert!("killed. Gen. Lecointre".contains(words) && words.len() < 20, "with Ctrl it is exact: {words}");
}

#[test]
fn the_first_line_in_view_holds_still_while_it_is_dragged_over() {
    let mut harness = reader(&"Thirteen soldiers were killed.\n".repeat(100));
    harness.state_mut().view.scroll_by(200.0);
    harness.run();
    let view = harness.state().view.frame;
    let at = |x: f32| pos2(view.left + x, view.top + 4.0);
    button(&mut harness, at(40.0), true, Modifiers::NONE);
    drag_to(&mut harness, at(120.0));
    drag_to(&mut harness, at(160.0));
    assert_eq!(harness.state().view.frame.scroll, view.scroll);
    drag_to(&mut harness, at(160.0) - vec2(0.0, 30.0));
    harness.step();
    assert!(harness.state().view.frame.scroll < view.scroll, "beyond the edge it scrolls");
}

#[test]
fn the_ends_of_the_selected_mark_are_dragged() {
    let mut harness = reader(TEXT);
    let mark = find(TEXT, "soldiers");
    harness.state_mut().marks = marks([mark.clone()]);
    harness.run();
    let rect = harness.state().view.rects_for(mark.clone())[0];
    let to = middle(&harness, "killed");
    let drag = |harness: &mut Harness<'_, Reader>, from: Pos2, to: Pos2| {
        button(harness, from, true, Modifiers::NONE);
        drag_to(harness, to);
        button(harness, to, false, Modifiers::NONE);
        rest(harness);
    };
    drag(&mut harness, rect.right_center(), to);
    assert!(harness.state().moved.is_empty(), "only the selected mark's");
    harness.state_mut().view.select(0..0);
    harness.state_mut().selected = Some(0);
    harness.run();
    drag(&mut harness, rect.right_center(), to);
    let end = find(TEXT, "killed").end;
    assert_eq!(harness.state().moved.as_slice(), std::slice::from_ref(&(mark.start..end)));
    assert_eq!(selected(&harness), "", "nothing is selected by it");
    let to = middle(&harness, "Thirteen");
    drag(&mut harness, rect.left_center(), to);
    assert_eq!(harness.state().moved[1], find(TEXT, "Thirteen soldiers"));
    // Past the other end it stops.
    let to = middle(&harness, "Lecointre");
    drag(&mut harness, rect.left_center(), to);
    assert_eq!(harness.state().moved.len(), 2);
}

#[test]
fn deep_lanes_and_labels_push_lines_apart_and_move_no_word_sideways() {
    let mut harness = reader(TEXT);
    let word = find(TEXT, "soldiers");
    let places = |harness: &Harness<'_, Reader>| {
        let rect = |needle| harness.state().view.rects_for(find(TEXT, needle))[0];
        (rect("soldiers"), rect("שלום"))
    };
    let before = places(&harness);
    harness.state_mut().marks = marks(std::iter::repeat_n(word.clone(), 4));
    harness.run();
    assert_eq!(places(&harness), before, "four lanes have room as it is");
    harness.state_mut().marks = marks(std::iter::repeat_n(word, 10));
    harness.run();
    let after = places(&harness);
    assert_eq!(after.0.x_range(), before.0.x_range());
    assert_eq!(after.0.top(), before.0.top());
    let pushed = after.1.top() - before.1.top();
    assert!((12.0..30.0).contains(&pushed), "{pushed}");
    assert!((after.0.bottom() - before.0.bottom() - pushed).abs() < 1.0);
}

#[test]
fn marks_too_deep_for_a_lane_are_drawn_together() {
    let mut harness = reader(TEXT);
    let sentence = find(TEXT, "Thirteen soldiers were killed.");
    let mut corners = |marked: usize| {
        harness.state_mut().marks = marks(std::iter::repeat_n(sentence.clone(), marked));
        harness.run();
        let shapes = harness.output().shapes.iter().map(|clipped| match &clipped.shape {
            Shape::Mesh(mesh) => mesh.vertices.len(),
            _ => 0,
        });
        shapes.sum::<usize>()
    };
    let (lanes, shared, many) = (corners(12), corners(13), corners(500));
    assert!(shared > lanes, "what lies deeper is shown");
    assert_eq!(many, shared);
}

#[test]
fn a_drag_after_a_double_click_goes_by_words() {
    let mut harness = reader(TEXT);
    let word = middle(&harness, "soldiers");
    click(&mut harness, word);
    button(&mut harness, word, true, Modifiers::NONE);
    assert_eq!(selected(&harness), "soldiers");
    let to = middle(&harness, "killed");
    harness.event(Event::PointerMoved(to));
    harness.step();
    assert_eq!(selected(&harness), "soldiers were killed");
    let back = middle(&harness, "Thirteen");
    harness.event(Event::PointerMoved(back));
    harness.step();
    assert_eq!(selected(&harness), "Thirteen soldiers");
    button(&mut harness, back, false, Modifiers::NONE);
}

#[test]
fn the_keyboard_selects_grows_and_copies() {
    let mut harness = reader(TEXT);
    let start = find(TEXT, "Thirteen").start;
    harness.state_mut().view.select(start..start);
    harness.state_mut().view.request_focus();
    harness.run();
    let changes = harness.state().changes;
    press(&mut harness, Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    press(&mut harness, Modifiers::SHIFT | Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(selected(&harness), "Thirteen soldiers");
    assert_eq!(harness.state().changes, changes + 2);
    press(&mut harness, Modifiers::SHIFT, Key::ArrowLeft);
    assert_eq!(selected(&harness), "Thirteen soldier");
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    assert_eq!(selected(&harness), "Thirteen soldiers were killed.");
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(selected(&harness), "Thirteen soldier", "back to what it grew from");
    harness.event(Event::Copy);
    harness.step();
    let copied =
        harness.output().platform_output.commands.iter().any(
            |command| matches!(command, egui::OutputCommand::CopyText(text) if text == "Thirteen soldier"),
        );
    assert!(copied);
    press(&mut harness, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(selected(&harness), "");
    assert_eq!(harness.state().view.caret(), start + "Thirteen soldier".len());
    press(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&harness), TEXT);
    press(&mut harness, Modifiers::COMMAND, Key::Home);
    assert_eq!(harness.state().view.caret(), 0);
    press(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(selected(&harness), "The title");
}

#[test]
fn letters_stay_in_the_input_for_commands() {
    let mut harness = Harness::builder().with_size(vec2(400.0, 300.0)).build_ui_state(
        |ui, state: &mut (TextView, Arc<str>, bool, bool)| {
            let options = Options::new(18.0, Colors::from_visuals(ui.visuals()));
            let text = state.1.clone();
            state.0.show(ui, &text, &Layers::new(&Arc::default()), &options);
            state.2 |= ui.input(|input| input.key_pressed(Key::K));
            state.3 |= ui.input(|input| input.key_pressed(Key::ArrowDown));
        },
        (TextView::new(), Arc::from("Some text\nfor it."), false, false),
    );
    harness.state_mut().0.request_focus();
    harness.run();
    harness.key_press(Key::K);
    harness.key_press(Key::ArrowDown);
    harness.run();
    assert!(harness.state().2, "K is a command elsewhere");
    assert!(!harness.state().3, "an arrow is the view's");
}

#[test]
fn the_pointer_is_over_a_byte_and_its_decorations() {
    let mut harness = reader(TEXT);
    harness.state_mut().marks =
        marks(["Thirteen soldiers were killed", "soldiers", "Lecointre"].map(|words| find(TEXT, words)));
    let over = middle(&harness, "soldiers");
    harness.event(Event::PointerMoved(over));
    harness.run();
    let response = harness.state().response.as_ref().unwrap();
    let byte = response.hovered.unwrap();
    assert!(find(TEXT, "soldiers").contains(&byte));
    assert_eq!(response.hovered_marks, [1, 0], "the shortest first");
    harness.event(Event::PointerMoved(over + vec2(0.0, 400.0)));
    harness.run();
    let response = harness.state().response.as_ref().unwrap();
    assert_eq!(response.hovered, None, "below the text there is no byte");
    assert!(response.hovered_marks.is_empty());
}

#[test]
fn a_range_far_away_is_scrolled_into_view() {
    let paragraph = "Thirteen soldiers were killed in the crash.\n\n";
    let text = paragraph.repeat(20_000);
    let mut harness = reader(&text);
    let visible = |harness: &Harness<'_, Reader>| harness.state().response.as_ref().unwrap().visible.clone();
    assert_eq!(visible(&harness).start, 0);
    assert!(visible(&harness).end < 2000);
    let start = paragraph.len() * 10_000;
    let range = start + 9..start + 17;
    harness.state_mut().view.scroll_to(range.clone());
    harness.run();
    let seen = visible(&harness);
    assert!(seen.start < range.start && range.end < seen.end, "{seen:?}");
    let rect = harness.state().view.anchor_for(range.clone()).unwrap();
    assert!(Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0)).contains_rect(rect));
    // What is in view already does not move.
    harness.state_mut().view.scroll_to(range.start + 45..range.start + 50);
    harness.run();
    assert_eq!(visible(&harness), seen);
    let blocks = harness.state().view.typesetter.laid_out;
    assert!(blocks < 200, "{blocks} blocks laid out");

    harness.event(Event::PointerMoved(rect.center()));
    harness.event(Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: vec2(0.0, -120.0),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    });
    harness.run_steps(30);
    let now = harness.state().view.anchor_for(range).unwrap();
    assert!((rect.top() - now.top() - 120.0).abs() < 2.0, "{rect} {now}");
}

#[test]
fn a_page_down_takes_the_window_along() {
    let mut harness = reader(&"A short paragraph.\n".repeat(300));
    harness.state_mut().view.request_focus();
    harness.run();
    let before = harness.state_mut().view.caret_rect().unwrap();
    press(&mut harness, Modifiers::NONE, Key::PageDown);
    press(&mut harness, Modifiers::NONE, Key::PageDown);
    let after = harness.state_mut().view.caret_rect().unwrap();
    assert!(harness.state().view.caret() > 400);
    assert!((before.top() - after.top()).abs() < 60.0, "{before} {after}");
    press(&mut harness, Modifiers::COMMAND, Key::End);
    let visible = harness.state().response.as_ref().unwrap().visible.clone();
    assert_eq!(visible.end, harness.state().text.len());
}

#[test]
fn another_text_starts_at_its_top() {
    let mut harness = reader(&"A paragraph.\n".repeat(500));
    harness.state_mut().view.select(3000..3010);
    harness.state_mut().view.scroll_to(3000..3010);
    harness.run();
    assert!(harness.state().response.as_ref().unwrap().visible.start > 1000);
    harness.state_mut().text = "Another.\n".repeat(900).into();
    harness.run();
    let response = harness.state().response.as_ref().unwrap();
    assert_eq!(response.visible.start, 0);
    assert_eq!(response.selection, None);
    assert_eq!(response.caret, 0);
}

#[test]
fn an_empty_text_can_be_shown_and_used() {
    let mut harness = reader("");
    harness.state_mut().view.request_focus();
    harness.run();
    for key in [Key::ArrowLeft, Key::ArrowRight, Key::ArrowDown, Key::PageUp, Key::End] {
        press(&mut harness, Modifiers::SHIFT, key);
    }
    press(&mut harness, Modifiers::ALT, Key::ArrowUp);
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    click(&mut harness, Pos2::new(400.0, 100.0));
    assert_eq!(selected(&harness), "");
    assert_eq!(harness.state().view.caret(), 0);
    let response = harness.state().response.as_ref().unwrap();
    assert_eq!((response.visible.clone(), response.hovered), (0..0, None));
}

#[test]
fn zoom_changes_no_place_in_the_column_but_by_rounding() {
    let mut harness = reader(TEXT);
    let place = |harness: &Harness<'_, Reader>| {
        let rect = |needle| harness.state().view.rects_for(find(TEXT, needle))[0];
        let (first, second) = (rect("Thirteen"), rect("soldiers"));
        (second.min - first.min, second.size())
    };
    let before = place(&harness);
    harness.set_pixels_per_point(2.0);
    harness.run();
    let after = place(&harness);
    assert!((before.0 - after.0).length() < 1.0, "{before:?} {after:?}");
    assert!((before.1 - after.1).length() < 1.0, "{before:?} {after:?}");
}

#[test]
fn a_selection_made_before_the_text_is_seen_is_kept() {
    let mut harness = reader(TEXT);
    harness.state_mut().view.reset();
    harness.state_mut().view.select(find(TEXT, "officials"));
    harness.run();
    assert_eq!(selected(&harness), "officials");
}

#[test]
fn ranges_inside_characters_and_beyond_the_text_do_no_harm() {
    let mut harness = reader("é ש");
    let backwards = Range { start: 4, end: 2 };
    for range in [1..2, 1..4, 0..99, 50..60, backwards] {
        harness.state_mut().view.select(range.clone());
        harness.state_mut().view.scroll_to(range.clone());
        harness.state_mut().marks = marks([range.clone()]);
        harness.state_mut().selected = Some(0);
        harness.run();
        harness.state().view.rects_for(range);
        if let Some(range) = harness.state().view.selection() {
            assert!(harness.state().text.get(range).is_some());
        }
    }
}

#[test]
fn the_text_is_in_the_accessibility_tree() {
    let mut harness = reader(TEXT);
    let word = find(TEXT, "Lecointre");
    harness.state_mut().view.select(word);
    harness.run();
    let node = harness.get_by_role_and_label(Role::Document, "Article");
    assert_eq!(node.value().as_deref(), Some(TEXT));
    let runs: Vec<String> = node
        .children()
        .filter(|child| child.accesskit_node().role() == Role::TextRun)
        .filter_map(|child| child.accesskit_node().value())
        .collect();
    assert_eq!(runs.concat(), TEXT);
    let node = node.accesskit_node();
    assert!(node.supports_text_ranges());
    let selection = node.text_selection().unwrap();
    assert_eq!(selection.text(), "Lecointre");
}
