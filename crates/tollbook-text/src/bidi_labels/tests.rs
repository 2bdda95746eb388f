use egui::epaint::text::TextWrapping;
use egui::text::LayoutJob;
use egui::{FontId, RawInput, RichText, Ui};

use super::*;

const BODY: f32 = 13.0;

/// A window that shows what `add` adds, after two frames: its shapes, and how many layouts it took.
fn shown(context: &Context, mut add: impl FnMut(&mut Ui)) -> (Vec<Shape>, usize) {
    let mut shapes = Vec::new();
    for _ in 0..2 {
        let screen = Rect::from_min_size(pos2(0.0, 0.0), vec2(600.0, 400.0));
        let input = RawInput { screen_rect: Some(screen), ..RawInput::default() };
        let mut output = context.run_ui(input, |ui| add(ui));
        output.textures_delta.clear();
        shapes = output.shapes;
    }
    let laid_out = |engine: &Engine| engine.typesetter.laid_out;
    let engine = |anywhere: &mut BidiLabels| anywhere.0.get_mut().unwrap().as_ref().map_or(0, laid_out);
    let laid_out = context.with_plugin(engine).unwrap();
    (shapes.into_iter().map(|clipped| clipped.shape).collect(), laid_out)
}

fn window() -> Context {
    let context = Context::default();
    context.set_fonts(fonts::egui_definitions());
    context.add_plugin(BidiLabels::default());
    // Fonts come with the first frame.
    shown(&context, |_| ());
    context
}

/// How many texts are as egui painted them, and how many were painted anew.
fn texts(shapes: &[Shape]) -> [usize; 2] {
    let anew = |shape: &Shape| match shape {
        Shape::Vec(parts) => {
            parts.iter().any(|part| matches!(part, Shape::Mesh(mesh) if !mesh.vertices.is_empty()))
        }
        _ => false,
    };
    let own = shapes.iter().filter(|shape| matches!(shape, Shape::Text(_))).count();
    [own, shapes.iter().filter(|shape| anew(shape)).count()]
}

#[test]
fn only_texts_with_letters_from_the_right_are_painted_anew_and_laid_out_once() {
    let context = window();
    let (shapes, laid_out) = shown(&context, |ui| {
        for text in ["Thirteen – “tués” 漢字 Тринадцать", "माली में", "😀"]
        {
            ui.label(text);
        }
    });
    assert_eq!((texts(&shapes), laid_out), ([3, 0], 0));
    let (shapes, laid_out) = shown(&context, |ui| {
        ui.label("IDF: חייל אחד נהרג");
        ui.label("مقتل ثلاثة عشر");
        ui.label("Kidal");
    });
    assert_eq!((texts(&shapes), laid_out), ([1, 2], 2), "the second frame lays out nothing");
}

#[test]
fn the_ground_of_a_text_stays_under_it() {
    let context = window();
    let (shapes, _) = shown(&context, |ui| {
        ui.label(RichText::new("שלום").background_color(Color32::RED));
    });
    let [Shape::Text(under), Shape::Mesh(letters)] = (match &shapes[..] {
        [Shape::Vec(parts)] => &parts[..],
        other => panic!("{other:?}"),
    }) else {
        panic!("{shapes:?}")
    };
    let vertices = |color| {
        let rows = under.galley.rows.iter().flat_map(|row| &row.visuals.mesh.vertices);
        rows.filter(|vertex| vertex.color == color).count()
    };
    assert_eq!((vertices(Color32::RED), vertices(Color32::TRANSPARENT)), (4, 16));
    assert_eq!(letters.vertices.len(), 16);
}

/// A text as egui sets it in so much room, and as the engine sets it in its place.
fn set(context: &Context, text: &str, wrap: TextWrapping) -> (std::sync::Arc<Galley>, Text, Typesetter) {
    let mut galley = None;
    shown(context, |ui| {
        let font = FontId::proportional(BODY);
        let mut job = LayoutJob::simple(text.to_owned(), font, Color32::BLACK, 0.0);
        job.wrap = wrap.clone();
        galley = Some(ui.painter().layout_job(job));
    });
    let (galley, mut typesetter) = (galley.unwrap(), Typesetter::default());
    let text = Text::lay_out(&galley, &mut typesetter);
    (galley, text, typesetter)
}

/// Where on its line a letter that a text has once is painted.
fn x_of(letter: &str, line: &Line, typesetter: &mut Typesetter) -> f32 {
    let style = TextStyle { face: Face::Sans, size: BODY, line_height: 1.2, bold: false };
    let block = typesetter.lay_out(letter, &style, BaseDirection::Auto, 1000.0, 1.0);
    let is_same = |glyph: &Glyph| (glyph.face, glyph.id) == (block.glyphs[0].face, block.glyphs[0].id);
    line.glyphs.iter().find(|(glyph, _)| is_same(glyph)).unwrap_or_else(|| panic!("no {letter}")).0.x
}

#[test]
fn words_stand_in_the_order_in_which_they_are_read() {
    let context = window();
    let cases = [
        // Letters from left to right as they are to be seen.
        ("שמ, עב", TextWrapping::no_max_width(), "בע,מש"),
        ("Go to “12 שמ”!", TextWrapping::no_max_width(), "G“מש12!"),
        ("Serval: שמ (עב) x", TextWrapping::no_max_width(), "S:)ב(משx"),
        ("שמ Kidal, 12 עב", TextWrapping::no_max_width(), "בעK12מש"),
        ("שמ עבדגהו זחטי כלנ", TextWrapping::truncate_at_width(60.0), "…עמש"),
    ];
    for (text, wrap, seen) in cases {
        let (galley, text_of, mut typesetter) = set(&context, text, wrap);
        assert_eq!(galley.rows.len(), 1);
        let line = &text_of.lines[0];
        // Brackets are mirrored, so that their places are told by what they hold.
        let letters = seen.chars().filter(|letter| !"()".contains(*letter));
        let places: Vec<f32> =
            letters.map(|letter| x_of(&letter.to_string(), line, &mut typesetter)).collect();
        assert!(places.is_sorted(), "{text}: {seen} at {places:?}");
    }
}

#[test]
fn a_text_keeps_to_the_lines_and_the_room_that_egui_gave_it() {
    let context = window();
    let texts = [
        "أعلنت وزارة الدفاع الفرنسية أن ثلاثة عشر جنديا قتلوا في تصادم مروحيتين (قوة \"برخان\") يوم الاثنين.",
        "דובר צה״ל אמר ששלושה חיילים נהרגו ו-12 נפצעו בפיצוץ מטען (IED) ביום שני.\nזהו אסון",
        "Barkhane: مقتل جنديين في كمين (Kidal) قرب الحدود، بحسب AFP, and 12 were wounded near קריית שמונה",
    ];
    for text in texts {
        for width in [60.0, 90.0, 133.0, 180.0, 400.0] {
            for rows in [1, 2, usize::MAX] {
                let wrap = TextWrapping { max_width: width, max_rows: rows, ..TextWrapping::default() };
                let (galley, ours, _) = set(&context, text, wrap);
                let what = format!("{text} in {width} on {rows}: {} rows", galley.rows.len());
                assert!(ours.lines.len() <= galley.rows.len(), "{what}, {} lines", ours.lines.len());
                assert!(!ours.lines.is_empty() && !galley.rows.is_empty(), "{what}");
                if galley.elided {
                    assert!(ours.lines.iter().all(|line| line.right - line.left <= width * 1.05), "{what}");
                }
            }
        }
    }
}

#[test]
fn letters_without_a_bold_face_are_painted_bold_all_the_same() {
    let context = window();
    let letters = |text: RichText| {
        let (shapes, _) = shown(&context, |ui| {
            ui.label(text.clone());
        });
        let [Shape::Vec(parts)] = &shapes[..] else { panic!("{shapes:?}") };
        let quads = |part: &Shape| match part {
            Shape::Mesh(mesh) => mesh.vertices.len() / 4,
            _ => 0,
        };
        parts.iter().map(quads).sum::<usize>()
    };
    for (text, latin, others) in [("IDF חייל", 3, 4), ("مات", 0, 3)] {
        assert_eq!(letters(RichText::new(text)), latin + others, "{text}");
        assert_eq!(letters(RichText::new(text).family(fonts::semibold())), latin + 2 * others, "{text}");
    }
}
