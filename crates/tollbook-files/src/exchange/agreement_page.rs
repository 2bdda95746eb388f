//! How far coders agree, as a page.

use std::fmt::Write as _;

use tollbook_core::analysis::agreement::{Agreement, CodeAgreement, Difference};
use tollbook_core::model::Project;

/// The page as an HTML document that needs nothing beside it: for every two coders the measures by code, and the
/// places where they differ. Names the sentences or tokens that were compared as `unit`.
pub fn agreement_page(project: &Project, found: &[Agreement], unit: &str) -> String {
    let title = escaped(&format!("Agreement between coders: {}", project.name()));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>body{{max-width:64em;margin:2em auto;padding:0 1em;font:16px/1.5 Georgia,serif}}\
         table{{border-collapse:collapse;margin:1em 0}}th,td{{padding:.2em .8em;border-bottom:1px solid #ccc;\
         text-align:left;vertical-align:top}}td.n{{text-align:right}}</style>\n<h1>{title}</h1>\n\
         <p>Kappa: Cohen (1960), over {unit}. Alpha of spans: Krippendorff (2004), for unitising. Alpha of counts: \
         Krippendorff, on an interval scale, over the claims of both coders on overlapping words. – stands where nothing \
         varies or nothing can be compared.</p>\n"
    );
    for agreement in found {
        one(&mut page, project, agreement, unit);
    }
    page.push_str("</html>\n");
    page
}

fn one(page: &mut String, project: &Project, agreement: &Agreement, unit: &str) {
    let [first, second] = agreement.coders.map(|coder| escaped(project.entry_name(Some(coder))));
    let Agreement { articles, units, .. } = agreement;
    let _ = writeln!(
        page,
        "<h2>{first} and {second}</h2>\n<p>{articles} articles read by both, with {units} {unit}.</p>\n<table>\n<tr>\
         <th>Code<th>Both<th>Only {first}<th>Only {second}<th>Kappa<th>Spans of {first}<th>Spans of {second}\
         <th>Alpha of spans<th>Counts<th>Alpha of counts"
    );
    for code in &agreement.codes {
        let CodeAgreement { both, only, spans, counts, .. } = code;
        let name = project.codes.get(code.code).map_or("", |code| code.name.as_str());
        let [kappa, alpha_spans, alpha_counts] =
            [code.kappa, code.alpha_spans, code.alpha_counts].map(shown_measure);
        let _ = write!(page, "<tr><td>{}", escaped(name));
        let cells = [both.to_string(), only[0].to_string(), only[1].to_string(), kappa];
        let more =
            [spans[0].to_string(), spans[1].to_string(), alpha_spans, counts.to_string(), alpha_counts];
        for cell in cells.iter().chain(&more) {
            let _ = write!(page, "<td class=\"n\">{cell}");
        }
        page.push('\n');
    }
    page.push_str("</table>\n");
    if agreement.differences.is_empty() {
        page.push_str("<p>They differ nowhere.</p>\n");
        return;
    }
    let _ = writeln!(page, "<table>\n<tr><th>Article<th>Differs<th>{first}<th>{second}");
    for difference in &agreement.differences {
        let article = project.articles.get(difference.article).map_or("", |article| article.path.as_str());
        let _ = write!(page, "<tr><td>{}<td>{}", escaped(article), difference.what.as_str());
        for side in 0..2 {
            let _ = write!(page, "<td>{}", escaped(&side_in_words(project, difference, side)));
        }
        page.push('\n');
    }
    page.push_str("</table>\n");
}

/// A measure with two digits; a dash where it is not defined.
pub fn shown_measure(measure: Option<f64>) -> String {
    measure.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}").replace('-', "−"))
}

/// What one coder annotated at a place where two differ: "killed 13 “Thirteen soldiers”"; a dash for nothing.
pub fn side_in_words(project: &Project, difference: &Difference, side: usize) -> String {
    let Some(id) = difference.annotations.get(side).copied().flatten() else { return "–".to_owned() };
    let Some(annotation) = project.annotations.get(id) else { return "–".to_owned() };
    let code = project.codes.get(annotation.code).map_or("", |code| code.name.as_str());
    let count = project.claims.get(id).map(|claim| claim.count).filter(|count| !count.is_blank());
    let count = count.map_or_else(String::new, |count| format!(" {count}"));
    let quote: String = annotation.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{code}{count} “{quote}”")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_has_two_digits_and_names_cannot_break_the_page() {
        assert_eq!(shown_measure(Some(0.876)), "0.88");
        assert_eq!(shown_measure(Some(-0.1)), "−0.10");
        assert_eq!(shown_measure(None), "–");
        assert_eq!(escaped("<b>&\""), "&lt;b&gt;&amp;&quot;");
    }
}
