//! The name of the site that a page shows, where its metadata do not name it: in its masthead or its foot.

use dom_query::{Document as Dom, NodeRef};

use super::metadata::tidy;
use crate::reading::head::{holder_of_rights, is_name_of_site};

/// Elements whose names say that they hold the name of the site.
const NAMED: &str = "#site-name, .site-name, #site-title, .site-title, #sitename, .sitename, #sitetitle, .sitetitle, \
    #blog-title, .blog-title, #nom_site_spip, .navbar-brand, a[rel=home], [class*=masthead] a, #header .title, \
    .Header .title";
/// Pictures in place of such a name.
const PICTURES: &str = "header img[alt], [class*=logo] img[alt], [id*=logo] img[alt], img[class*=logo][alt], \
    img[id*=logo][alt], [class*=masthead] img[alt], #header img[alt], a[rel=home] img[alt]";
/// Elements whose names say that they hold the name and nothing else, on pages that only have this.
const LOGOS: &str = "#logo, .logo, [class*=site-logo], #banner h1, #header h1, header .brand";
/// Where a page says who holds the rights.
const FEET: &str =
    "footer, #footer, .footer, [class*=copyright], [id*=copyright], [class*=footer], [id*=footer]";

/// The longest name, in characters.
const LONGEST: usize = 60;

/// The name of the site that a page shows. `headline` is no name.
pub(super) fn site_name(dom: &Dom, headline: Option<&str>) -> Option<String> {
    let fits = |name: &str| {
        let length = name.chars().count();
        (2..=LONGEST).contains(&length)
            && headline.is_none_or(|headline| !headline.contains(name))
            && name.chars().any(char::is_alphabetic)
            && name.split_whitespace().count() <= 7
    };
    let text = |node: &NodeRef<'_>| Some(tidy(&node.text()));
    let first =
        |selector: &str, value: &dyn Fn(&NodeRef<'_>) -> Option<String>, check: &dyn Fn(&str) -> bool| {
            let nodes = dom.select(selector);
            nodes
                .nodes()
                .iter()
                .take(20)
                .filter_map(value)
                .map(|name| without_logo(&name))
                .find(|name| fits(name) && check(name))
        };
    first(NAMED, &text, &|_| true)
        .or_else(|| first(PICTURES, &|node| node.attr("alt").map(|alt| tidy(&alt)), &is_name_of_site))
        .or_else(|| first(LOGOS, &text, &is_name_of_site))
        .or_else(|| {
            let feet = dom.select(FEET);
            feet.nodes().iter().rev().take(20).find_map(|node| {
                let text = tidy(&node.text());
                let at = text.find(['©']).or_else(|| text.to_ascii_lowercase().find("copyright"))?;
                holder_of_rights(text.get(at..)?)
            })
        })
}

/// "The Paper logo", "Logo: The Paper": the name alone.
fn without_logo(name: &str) -> String {
    let words: Vec<&str> = name
        .split_whitespace()
        .filter(|word| {
            !word.trim_matches([':', '-', '|']).eq_ignore_ascii_case("logo") && *word != "-" && *word != "|"
        })
        .collect();
    words.join(" ")
}
