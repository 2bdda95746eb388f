//! Annotations made elsewhere.

use super::back::everywhere;
use super::sample::{begun, stamp};
use crate::exchange::{Passage, Planned, plan};
use tollbook_core::analysis::Answers;
use tollbook_core::model::*;

/// Imports one file into a project that was just begun; drafts know a count, a place and a date.
fn import(text: &str) -> (Project, Planned) {
    let (mut project, _) = begun(9, "Ada");
    let planned = import_into(&project, text);
    if let Some(edit) = &planned.edit {
        project.apply(edit).unwrap();
    }
    (project, planned)
}

fn import_into(project: &Project, text: &str) -> Planned {
    import_by(project, text, "Ada")
}

fn import_by(project: &Project, text: &str, coder: &str) -> Planned {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("marks.csv");
    std::fs::write(&path, text).unwrap();
    // Two imports never have the same ids.
    let mut stamp = stamp(99 + project.annotations.len() as u64);
    stamp.coder = start::coder_id(project.id(), coder);
    let serval = project.operation_named("Serval").unwrap();
    let drafted = |passage: &Passage<'_>| {
        assert!(passage.text.get(passage.span.clone()).is_some());
        let mut claim = Claim::blank(passage.kind, passage.outcome);
        claim.count = Figures::exactly(13);
        claim.count_as_written = "treize".to_owned();
        claim.place = "Gao".to_owned();
        claim.date = Some(DateRange::day(jiff::civil::date(2019, 11, 25)));
        claim.date_basis = Some(DateBasis::Article);
        claim.operations = vec![serval];
        claim
    };
    plan(project, &[path], &everywhere(project.id()), &drafted, coder, &mut stamp).unwrap()
}

#[test]
fn a_coder_may_begin_with_an_import() {
    let (mut project, _) = begun(9, "Ada");
    let planned = import_by(&project, "article,code,quote\na.txt,killed,treize\n", "Zoé");
    project.apply(&planned.edit.unwrap()).unwrap();
    let (_, annotation) = project.annotations.iter().next().unwrap();
    assert_eq!(project.entry_name(Some(annotation.coder)), "Zoé");
}

/// The claims by article, in the order in which they stand there.
fn claims(project: &Project) -> Vec<&Claim> {
    let place = |id: AnnotationId| {
        let annotation = project.annotations.get(id).unwrap();
        (project.articles.get(annotation.article).unwrap().path.clone(), annotation.start, id)
    };
    let mut claims: Vec<_> = project.claims.iter().map(|(id, claim)| (place(id), claim)).collect();
    claims.sort_by(|a, b| a.0.cmp(&b.0));
    claims.into_iter().map(|(_, claim)| claim).collect()
}

#[test]
fn a_quote_and_a_code_are_enough_and_the_rest_is_drafted() {
    let (project, planned) = import("article,quote,code\na.txt,treize soldats,killed\na.txt,deux,place\n");
    assert_eq!((planned.added, planned.refused.len(), planned.texts.len()), (2, 0, 1));
    let claim = claims(&project)[0];
    assert_eq!(
        (claim.kind, claim.outcome, claim.count.best),
        (Kind::Incident, Some(Outcome::Killed), Some(13))
    );
    assert_eq!(claim.set_by_coder, ClaimFields::default());
    assert!(claim.incident.is_some());
    let (id, _) = project.claims.iter().next().unwrap();
    let annotation = project.annotations.get(id).unwrap();
    assert_eq!((annotation.origin, annotation.quote.as_str()), (Origin::Import, "treize soldats"));
    assert_eq!(project.claims.len(), 1, "the code place claims nothing");
}

#[test]
fn what_a_row_gives_is_the_coders_and_what_it_lists_may_be_blank() {
    let (project, _) = import(
        "article,quote,outcome,count_best,place,date_start,operations,set_by_coder\n\
         a.txt,treize,killed,14,,2019-11-25,,\n\
         a.txt,deux,wounded,,,,,count;place;date;operations\n",
    );
    let claims = claims(&project);
    assert_eq!(
        (claims[0].count, claims[0].place.as_str()),
        (Figures { best: Some(14), ..Figures::BLANK }, "Gao")
    );
    assert_eq!(claims[0].set_by_coder.to_string(), "outcome;count;date");
    assert_eq!(claims[0].date_basis, Some(DateBasis::Article), "the draft found the same day");
    assert_eq!(claims[0].count_as_written, "", "the draft found another figure");
    assert_eq!((claims[1].count, claims[1].place.as_str(), claims[1].date), (Figures::BLANK, "", None));
    assert!(claims[1].operations.is_empty());
}

#[test]
fn rows_with_one_label_are_joined_and_each_keeps_an_incident_of_its_own() {
    let text = "article,quote,outcome,incident_id\n\
         a.txt,treize,killed,the collision\n\
         b.txt,treize,killed,the collision\n\
         c.txt,deux,wounded,X7\n";
    let (project, planned) = import(text);
    assert_eq!(planned.added, 3);
    let own: Vec<IncidentId> = claims(&project).iter().filter_map(|claim| claim.incident).collect();
    assert_eq!(project.root(own[1]), own[0]);
    assert_eq!(own.iter().collect::<std::collections::HashSet<_>>().len(), 3);
    assert_eq!(Answers::from_project(&project).incident(own[1]).unwrap().title, "the collision");
    assert_eq!(project.incidents.get(own[2]).unwrap().title, "", "a key is no title");

    // The same sheet again adds nothing; a further row of the label joins.
    let again = import_into(&project, text);
    assert_eq!((again.edit.is_none(), again.unchanged), (true, 3));
    let more = import_into(&project, &format!("{text}d.txt,treize,killed,the collision\n"));
    assert_eq!((more.added, more.unchanged), (1, 3));
    let mut project = project;
    project.apply(&more.edit.unwrap()).unwrap();
    assert_eq!(Answers::from_project(&project).incident(own[0]).unwrap().claims.len(), 3);
}

#[test]
fn a_plain_mark_with_labels_is_evidence_of_their_incidents() {
    let (project, planned) = import(
        "article,quote,code,incident_id\n\
         a.txt,deux,place,first thing;second\n\
         a.txt,treize,killed,first thing\n\
         a.txt,38,total,first thing\n",
    );
    assert_eq!((planned.added, planned.refused.len()), (3, 0));
    let links: Vec<&Link> = project.links.iter().map(|(_, link)| link).collect();
    assert_eq!(links.len(), 2);
    assert!(links.iter().all(|link| link.relation == Relation::Evidence));
    let killed = claims(&project)[0].incident.unwrap();
    assert_eq!(links[0].to, killed.0);
    assert_eq!(claims(&project)[1].as_of_incident, Some(killed), "a total is given with its incident");
}

#[test]
fn the_scope_of_a_total_is_the_rows_alone() {
    let (project, _) = import(
        "article,quote,kind,outcome,count_best,definition,from,as_of,scope_operations,scope_countries\n\
         a.txt,38,total,killed,38,In combat,2013-01-01,2019-11-25,,sahel; Togo\n\
         a.txt,38.,total,killed,38,,,,Serval;barkhane,\n",
    );
    let claims = claims(&project);
    assert_eq!(project.entry_name(claims[0].definition), "in combat");
    assert_eq!(
        (claims[0].scope_areas.len(), claims[0].scope_countries.as_slice()),
        (1, &["Togo".to_owned()][..])
    );
    assert!(claims[0].operations.is_empty(), "what was drafted would narrow it");
    assert_eq!(claims[0].as_of, Some(DateRange::day(jiff::civil::date(2019, 11, 25))));
    assert_eq!(claims[0].scope_from, Some(jiff::civil::date(2013, 1, 1)));
    assert_eq!(claims[1].operations.len(), 2);
    assert_eq!(claims[1].incident, None);
}

#[test]
fn lists_that_lack_a_name_take_it_and_say_so() {
    let (project, planned) =
        import("article,quote,outcome,side,cause,coder\na.txt,treize,killed,Gendarmes,landslide,Grace\n");
    assert_eq!(planned.warnings.len(), 3, "{:?}", planned.warnings);
    assert!(project.entry(List::Cause, "landslide").is_some());
    assert_eq!(project.entry_name(Some(project.annotations.iter().next().unwrap().1.coder)), "Grace");
}

#[test]
fn an_articles_sheet_sets_voices_and_blanks_take_nothing_away() {
    let (mut project, _) = begun(9, "Ada");
    let planned = import_into(&project, "article,voice,title,published_start\na.txt,AFP,,2019-11-26\n");
    project.apply(&planned.edit.unwrap()).unwrap();
    let (_, article) = project.articles.iter().next().unwrap();
    assert_eq!((article.independent_source.as_str(), article.title.as_str()), ("AFP", "As read"));
    assert_eq!(article.published_basis, Some(PublishedBasis::Coder));
}

#[test]
fn the_same_passage_twice_is_one_annotation_and_is_counted_once() {
    let row = "a.txt,killed,treize\n";
    let (project, planned) = import(&format!("article,code,quote\n{row}{row}"));
    assert_eq!((planned.added, planned.unchanged), (1, 1));
    assert_eq!((project.annotations.len(), project.incidents.len()), (1, 1));

    let (project, planned) =
        import("article,code,quote,count_best\na.txt,killed,treize,13\na.txt,killed,treize,12\n");
    assert_eq!(project.annotations.len(), 1);
    assert!(planned.refused[0].why.contains("Line 2 annotates the same words"), "{}", planned.refused[0]);

    let (project, _) = import("article,code,quote,coder\na.txt,killed,treize,Ada\na.txt,killed,treize,Zoé\n");
    assert_eq!(project.annotations.len(), 2, "two coders who annotate the same words are two");
}

#[test]
fn other_values_for_an_annotation_that_is_there_are_refused_by_name() {
    let (project, _) = import("article,code,quote,count_best\na.txt,killed,treize,13\n");
    let again = import_into(&project, "article,code,quote,count_best\na.txt,killed,treize,13.0\n");
    assert_eq!((again.unchanged, again.refused.len()), (1, 0));
    let other = import_into(&project, "article,code,quote,count_best\na.txt,killed,treize,12\n");
    assert_eq!((other.unchanged, other.edit), (0, None));
    let refused = &other.refused[0];
    assert!(refused.column == "count_best" && refused.why.contains("says “13” here"), "{refused}");
    let memo = import_into(&project, "article,code,quote,memo\na.txt,killed,treize,Look again\n");
    assert_eq!(memo.refused[0].column, "memo");
    let sensitive = import_into(&project, "article,code,quote,sensitive\na.txt,killed,treize,true\n");
    assert_eq!(sensitive.refused[0].column, "sensitive");
}

#[test]
fn a_new_row_says_whether_it_is_sensitive() {
    let (project, _) = import("article,code,quote,sensitive\na.txt,killed,treize,yes\n");
    assert!(project.annotations.iter().all(|(_, row)| row.sensitive));
}
