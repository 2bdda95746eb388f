//! What goes out comes back as it was, whatever it is.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::random::{self, Source};
use super::sample::{TEXT, exported, files, sha256_of_text, small, snapshot, stamp};
use crate::exchange::{ArticleLookup, FoundArticle, Options, Planned, Snapshot, export, package_info, plan};
use tollbook_core::analysis::fixture::copies::Copies;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::*;

/// The articles of a folder in which every file holds [`TEXT`].
pub fn everywhere(project: ProjectId) -> impl Fn(&str) -> Option<FoundArticle> {
    move |path| {
        let article = Article { title: "As read".to_owned(), ..Article::at(path, "ab".repeat(32)) };
        Some(FoundArticle { id: ArticleId::for_path(project, path), article, text: TEXT.into() })
    }
}

pub fn planned(project: &Project, files: &[PathBuf]) -> Planned {
    let mut stamp = stamp(99);
    stamp.coder = start::coder_id(project.id(), "Ada");
    let blank = |passage: &crate::exchange::Passage<'_>| Claim::blank(passage.kind, passage.outcome);
    plan(project, files, &everywhere(project.id()), &blank, "Ada", &mut stamp).unwrap()
}

/// Exports, imports into a project that was just begun, and exports again.
fn there_and_back(
    project: &Project,
    options: &Options,
) -> (HashMap<String, String>, HashMap<String, String>, Project) {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("out");
    export(&snapshot(project), &dir, options, &mut |_, _| true).unwrap();
    let info = package_info(&dir).unwrap();
    let (mut empty, _) =
        tollbook_core::analysis::fixture::begin(info.project, "another name", "Somebody else", &mut stamp(5));
    let planned = planned(&empty, std::slice::from_ref(&dir));
    assert_eq!(planned.refused, []);
    empty.apply(&planned.edit.unwrap()).unwrap();
    (files(&dir), exported(&snapshot(&empty), options), empty)
}

#[test]
fn rejected_suggestions_come_back_with_their_reach() {
    let (mut project, _) = small();
    let base = project.clone();
    let mut stamp = stamp(77);
    stamp.coder = start::coder_id(project.id(), "Ada");
    let mut draft = Draft::new(&base, &mut stamp);
    let article = base.articles.iter().next().unwrap().0;
    for (n, everywhere) in [(0, false), (1, true)] {
        let quote = TEXT.split_whitespace().nth(n).unwrap();
        let start = TEXT.find(quote).unwrap();
        let (id, coder, created) = (draft.stamp.mint::<RejectionId>(), draft.stamp.coder, draft.stamp.at);
        let (end, kind, outcome) = (start + quote.len(), Kind::Incident, Some(Outcome::Killed));
        let quote = quote.to_owned();
        draft.set(id, Rejection { article, start, end, quote, kind, outcome, everywhere, coder, created });
    }
    project.apply(&draft.finish("Reject").unwrap()).unwrap();
    let (out, again, rebuilt) = there_and_back(&project, &Options::default());
    assert_eq!(out, again);
    let rows = |project: &Project| {
        let mut rows: Vec<_> = project.rejections.iter().map(|(_, row)| row.clone()).collect();
        rows.sort_by_key(|row| row.start);
        rows
    };
    assert_eq!(rows(&rebuilt), rows(&project));
}

#[test]
fn a_package_rebuilds_its_project() {
    let (project, _) = small();
    let (out, again, rebuilt) = there_and_back(&project, &Options::default());
    assert_eq!(out, again);
    assert_eq!(rebuilt.annotations, project.annotations);
    assert_eq!(rebuilt.claims, project.claims);
    assert_eq!(rebuilt.incidents, project.incidents);
    assert_eq!(rebuilt.articles, project.articles);
    assert_eq!(rebuilt.coverage, project.coverage);
    assert_eq!(rebuilt.entries, project.entries);
    assert_eq!(rebuilt.codes, project.codes);
    assert_eq!(rebuilt.operations, project.operations);
    assert_eq!(rebuilt.info, project.info);
}

#[test]
fn a_country_with_the_name_of_an_area_comes_back_as_the_area_in_the_same_place() {
    let (mut project, mut stamp) = small();
    let before = project.clone();
    let total = before.claims.iter().find(|(_, claim)| claim.kind == Kind::Total).unwrap().0;
    let mut draft = Draft::new(&before, &mut stamp);
    draft.update::<Claim>(total, |claim| {
        claim.scope_areas.clear();
        claim.scope_countries = vec!["Mali".to_owned(), "Sahel".to_owned()];
    });
    project.apply(&draft.finish("Scope").unwrap()).unwrap();
    let (out, again, rebuilt) = there_and_back(&project, &Options::default());
    assert_eq!(out, again);
    assert_eq!(rebuilt.claims.get(total).unwrap().scope_countries, ["Mali"]);
}

#[test]
fn a_package_changes_nothing_in_its_own_project() {
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("out");
    export(&snapshot(&project), &dir, &Options::default(), &mut |_, _| true).unwrap();
    let planned = planned(&project, &[dir]);
    assert_eq!((planned.edit, planned.added, planned.changed), (None, 0, 0));
    assert!(planned.unchanged > 30 && planned.refused.is_empty() && planned.warnings.is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn export_import_export_is_the_same_bytes(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..600),
        guard in proptest::prelude::any::<bool>(),
        mark in proptest::prelude::any::<bool>(),
    ) {
        let project = random::project(&mut Source::new(&bytes));
        let options = Options { formula_guard: guard, byte_order_mark: mark };
        let (out, again, rebuilt) = there_and_back(&project, &options);
        for (name, text) in &out {
            assert_eq!(text, &again[name], "{name}");
        }
        // Rows with ids of their own are the very same but for what they name by name.
        assert_eq!(rebuilt.articles, project.articles);
        let spans = |project: &Project| -> Vec<(AnnotationId, usize, usize, String)> {
            project.annotations.iter().map(|(id, row)| (id, row.start, row.end, row.quote.clone())).collect()
        };
        assert_eq!(spans(&rebuilt), spans(&project));
    }

    #[test]
    fn a_package_changes_nothing_in_any_project(
        bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..600),
        guard in proptest::prelude::any::<bool>(),
    ) {
        let project = random::project(&mut Source::new(&bytes));
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("out");
        let options = Options { formula_guard: guard, ..Options::default() };
        export(&snapshot(&project), &dir, &options, &mut |_, _| true).unwrap();
        let planned = planned(&project, &[dir]);
        assert_eq!(planned.edit, None);
        assert_eq!(planned.refused, []);
    }
}

/// The package of a project whose articles have had several texts.
fn package_of(project: &Project, copies: &Copies, dir: &std::path::Path) -> HashMap<String, String> {
    let texts = copies.texts().clone();
    let text = move |sha256: &str| texts.get(sha256).cloned();
    let snapshot = Snapshot::new(project.clone(), Query::everything(), Box::new(text));
    export(&snapshot, dir, &Options::default(), &mut |_, _| true).unwrap();
    files(dir)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// After edits, undos, merges, changed texts and restores in any order.
    #[test]
    fn what_two_copies_came_to_is_the_same_bytes_again(
        choices in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
    ) {
        let copies = Copies::after(choices, |text| crate::hex(&Sha256::digest(text.as_bytes())));
        let home = tempfile::tempdir().unwrap();
        for copy in 0..2 {
            let project = copies.project(copy);
            let dir = home.path().join(format!("out {copy}"));
            let out = package_of(project, &copies, &dir);
            let article = |path: &str| {
                let id = ArticleId::for_path(project.id(), path);
                let article = project.articles.get(id)?.clone();
                let text = copies.text(&article.sha256)?;
                Some(FoundArticle { id, article, text })
            };
            let (mut rebuilt, _) =
                tollbook_core::analysis::fixture::begin(project.id(), "another name", "Somebody else", &mut stamp(5));
            let mut stamp = stamp(99);
            stamp.coder = start::coder_id(project.id(), "Ada");
            let blank = |passage: &crate::exchange::Passage<'_>| Claim::blank(passage.kind, passage.outcome);
            let planned = plan(&rebuilt, std::slice::from_ref(&dir), &article, &blank, "Ada", &mut stamp).unwrap();
            assert_eq!(planned.refused, []);
            if let Some(edit) = &planned.edit {
                rebuilt.apply(edit).unwrap();
            }
            let again = package_of(&rebuilt, &copies, &home.path().join(format!("again {copy}")));
            for (name, text) in &out {
                assert_eq!(text, &again[name], "{name}");
            }
            let kept = TextsByHash { find: &article, copies: &copies };
            let planned = plan(&rebuilt, &[dir], &kept, &blank, "Ada", &mut stamp).unwrap();
            assert_eq!((planned.edit, planned.refused), (None, Vec::new()));
        }
    }
}

/// A project that has all texts that its articles ever had.
struct TextsByHash<'a> {
    find: &'a dyn Fn(&str) -> Option<FoundArticle>,
    copies: &'a Copies,
}

impl ArticleLookup for TextsByHash<'_> {
    fn find(&self, path: &str) -> Option<FoundArticle> {
        (self.find)(path)
    }

    fn text(&self, sha256: &str) -> Option<Arc<str>> {
        self.copies.text(sha256)
    }
}

#[test]
fn the_incidents_of_a_package_keep_their_ids_in_a_project_of_another_id() {
    let (project, _) = small();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("out");
    export(&snapshot(&project), &dir, &Options::default(), &mut |_, _| true).unwrap();
    let (mut other, _) = tollbook_core::analysis::fixture::begin(
        ProjectId(Uuid::from_u128(70)),
        "Other",
        "Ada",
        &mut stamp(5),
    );
    let planned = planned(&other, &[dir]);
    assert_eq!(planned.refused, []);
    assert!(planned.warnings.iter().any(|warning| warning.contains("another project, “Sahel”")));
    other.apply(&planned.edit.unwrap()).unwrap();
    assert_eq!(other.incidents, project.incidents);
    assert_eq!(other.name(), "Other");
    assert!(other.articles.iter().all(|(id, article)| id == ArticleId::for_path(other.id(), &article.path)));
}

#[test]
fn a_lost_annotation_takes_its_earlier_text_with_it() {
    let (mut project, mut stamp) = small();
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    let (id, _) = before.annotations.iter().next().unwrap();
    draft.update(id, |row: &mut Annotation| {
        (row.anchor, row.anchor_sha256) = (Anchor::Lost, sha256_of_text());
    });
    project.apply(&draft.finish("Use the new text").unwrap()).unwrap();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("out");
    // The second replaces the first, with its folder of texts.
    for _ in 0..2 {
        let report = export(&snapshot(&project), &dir, &Options::default(), &mut |_, _| true).unwrap();
        assert!(
            report.warnings[0].contains("The folder texts has 1 earlier article text"),
            "{:?}",
            report.warnings
        );
    }
    let text = dir.join(format!("texts/{}.txt", sha256_of_text()));
    assert_eq!(std::fs::read_to_string(&text).unwrap(), TEXT);
    let (empty, _) =
        tollbook_core::analysis::fixture::begin(project.id(), "Sahel", "Ada", &mut super::sample::stamp(5));
    let found = planned(&empty, std::slice::from_ref(&dir));
    assert_eq!(found.refused, []);
    assert!(found.texts.iter().any(|(hash, text)| *hash == sha256_of_text() && **text == *TEXT));
    // A text that was changed is none, and neither is one in another place.
    std::fs::write(&text, "Other words.").unwrap();
    let refused = planned(&empty, std::slice::from_ref(&dir)).refused;
    assert_eq!((refused.len(), refused[0].column.as_str()), (1, "anchor_sha256"), "{refused:?}");
    // What is sensitive may stand in the text.
    let careful = snapshot(&project).without_sensitive();
    let report = export(&careful, &dir, &Options::default(), &mut |_, _| true).unwrap();
    assert!(!dir.join("texts").exists());
    assert!(report.warnings.iter().any(|warning| warning.contains("are left out")), "{:?}", report.warnings);
}
