//! Tests of the package on its way out.

use std::sync::Arc;

use super::sample::{TEXT, exported, files, small, snapshot};
use crate::exchange::{ExportError, Options, export};
use crate::structure::{Element, ElementKind};
use tollbook_core::model::{Article, Draft};

#[test]
fn a_package_has_every_file_with_its_header_and_offsets_in_code_points() {
    let (project, _) = small();
    let files = exported(&snapshot(&project), &Options::default());
    assert_eq!(files.len(), 12);
    let annotations = &files["annotations.csv"];
    assert!(annotations.contains(",killed,9,23,treize soldats,"), "{annotations}");
    assert!(annotations.contains(",count,,018b"), "{annotations}");
    assert!(files["incidents.csv"].contains("2019-11-25, Mali: 13 killed"));
    assert!(files["totals.csv"].contains(r",Barkhane,Sahel;Mali;a\; b,French forces,killed,in combat,2013-01-01,2019-11-26,2019-11-26,,38,38,38,"));
    assert!(
        files["series.csv"].contains("2019-11-01,2019-11,Barkhane,French forces,killed,unknown,13,13,13,1,0")
    );
    assert!(annotations.contains("\r\n") && !annotations.starts_with('\u{feff}'));
    let package: serde_json::Value = serde_json::from_str(&files["datapackage.json"]).unwrap();
    assert_eq!(package["resources"].as_array().unwrap().len(), 11);
}

#[test]
fn an_annotation_in_a_pdf_cites_its_page() {
    let (mut project, mut stamp) = small();
    let (id, row) = project.articles.iter().next().unwrap();
    let mut draft = Draft::new(&project, &mut stamp);
    draft.set(id, Article { extractor: "pdf".to_owned(), ..row.clone() });
    let edit = draft.finish("Read from a PDF").unwrap();
    project.apply(&edit).unwrap();
    let second = TEXT.find("\"deux\"").unwrap();
    let page = |number, start, end| Element { range: start..end, kind: ElementKind::Page(number) };
    let pages: Arc<[Element]> = [page(6, 0, second), page(7, second, TEXT.len())].into();
    let snapshot = snapshot(&project).with_structures(Box::new(move |_| pages.clone()));
    let annotations = &exported(&snapshot, &Options::default())["annotations.csv"];
    let pages: Vec<&str> =
        annotations.split_terminator("\r\n").map(|row| row.rsplit(',').next().unwrap()).collect();
    assert_eq!(pages, ["page", "6", "7", "7"], "{annotations}");
}

#[test]
fn a_byte_order_mark_and_a_guard_are_there_if_asked_for() {
    let (project, _) = small();
    let options = Options { byte_order_mark: true, formula_guard: true };
    let files = exported(&snapshot(&project), &options);
    assert!(files["articles.csv"].starts_with('\u{feff}') && files["articles.csv"].contains(",'=1+1,"));
}

#[test]
fn an_export_that_stops_midway_leaves_the_old_package_as_it_was() {
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("out");
    export(&snapshot(&project), &dir, &Options::default(), &mut |_, _| true).unwrap();
    let before = files(&dir);
    let mut looks = 0;
    let bom = Options { byte_order_mark: true, ..Options::default() };
    let stopped = export(&snapshot(&project), &dir, &bom, &mut |_, _| {
        looks += 1;
        looks < 2
    });
    assert!(matches!(stopped, Err(ExportError::Cancelled)));
    assert_eq!(files(&dir), before);
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1, "nothing is left beside it");

    export(&snapshot(&project), &dir, &bom, &mut |_, _| true).unwrap();
    assert_ne!(files(&dir), before, "an earlier package is replaced");
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn a_folder_with_anything_else_in_it_is_left_alone() {
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let refused = |why: &str| {
        let error =
            export(&snapshot(&project), home.path(), &Options::default(), &mut |_, _| true).unwrap_err();
        let text = error.to_string();
        assert!(matches!(error, ExportError::Occupied { .. }) && text.contains(why), "{text}");
    };
    std::fs::write(home.path().join("annotations.csv"), "mine").unwrap();
    refused("without a datapackage.json");
    std::fs::write(home.path().join("analysis.R"), "1").unwrap();
    refused("it holds analysis.R");
    let dir = home.path().join("out");
    let other = super::sample::begun(77, "Bob").0;
    export(&snapshot(&other), &dir, &Options::default(), &mut |_, _| true).unwrap();
    let error = export(&snapshot(&project), &dir, &Options::default(), &mut |_, _| true).unwrap_err();
    assert!(error.to_string().contains("another project, “Sahel”"), "{error}");
}
