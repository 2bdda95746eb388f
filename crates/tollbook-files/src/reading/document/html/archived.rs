//! What saving and archiving leave in a page: comments, a banner with the day of saving, statements about the archive.

use dom_query::Document as Dom;

use super::metadata::is_address;

/// Takes out what an archive added, so that its day and its name are not taken for the article's; answers with the
/// address of the page that was saved.
pub(super) fn unwrap(dom: &Dom) -> Option<String> {
    cached_by_search(dom).or_else(|| archived_today(dom))
}

/// "This is a search engine's cache of …".
fn cached_by_search(dom: &Dom) -> Option<String> {
    let banner = dom.select("[id$=google-cache-hdr], #cacheBanner, #b_cacheBanner");
    let nodes = banner.nodes();
    let first = nodes.first()?;
    let link = dom.select("[id$=google-cache-hdr] a[href^=http], #cacheBanner a[href^=http]");
    let url = link.nodes().first().and_then(|link| link.attr("href")).map(|href| href.to_string());
    first.remove_from_parent();
    url
}

/// A page of archive.today, under any of its names: the page stands in `#CONTENT`, and all `meta` elements are the archive's.
fn archived_today(dom: &Dom) -> Option<String> {
    let header = dom.select("#HEADER");
    let nodes = header.nodes();
    let header = nodes.first().filter(|_| !dom.select("#CONTENT").nodes().is_empty())?;
    let text = header.text().to_lowercase();
    if !text.contains("webpage capture") && !text.contains("archive.") {
        return None;
    }
    let saved = dom.select("#HEADER input[value^=http], #HEADER a[href^=http]");
    let address = saved.nodes().first().and_then(|node| node.attr("value").or_else(|| node.attr("href")));
    let address = address.map(|address| address.to_string());
    header.remove_from_parent();
    for meta in dom.select("meta[property], meta[name], meta[itemprop], link[rel=canonical]").nodes() {
        meta.remove_from_parent();
    }
    address
}

/// The address of a page that the Internet Archive's script names.
pub(super) fn of_internet_archive(page: &str) -> Option<String> {
    let beginning = &page[..page.floor_char_boundary(64 * 1024)];
    let (_, call) = beginning.split_once("__wm.wombat(\"")?;
    let (address, _) = call.split_once('"')?;
    is_address(address).then(|| address.to_owned())
}

/// Where and when a page was saved, by the comments that browsers leave.
pub(super) struct Saved {
    pub url: Option<String>,
    pub at: Option<String>,
}

pub(super) fn saved_from(comments: &[String]) -> Saved {
    let mut saved = Saved { url: None, at: None };
    for comment in comments {
        let line = |name: &str| {
            comment
                .lines()
                .find_map(|line| line.trim().strip_prefix(name))
                .map(|value| value.trim().to_owned())
                .filter(|value| !value.is_empty())
        };
        if comment.contains("SingleFile") {
            saved.url = saved.url.or_else(|| line("url:"));
            saved.at = saved.at.or_else(|| line("saved date:"));
        }
        // Browsers write "saved from url=(0027)https://…"; the number is the address's length.
        if let Some((_, rest)) = comment.split_once("saved from url=(") {
            let url = rest.split_once(')').map(|(_, url)| url.trim().to_owned());
            saved.url = saved.url.or(url.filter(|url| is_address(url)));
        }
        if let Some((_, rest)) = comment.split_once("RETRIEVED FROM THE INTERNET ARCHIVE ON ") {
            let at = rest.lines().next().unwrap_or_default().trim().trim_end_matches('.');
            saved.at = saved.at.or_else(|| (!at.is_empty()).then(|| at.to_owned()));
        }
        // HTTrack: "Mirrored from host/path by HTTrack Website Copier/3.x, Mon, 03 Mar 2014 10:00:00 GMT".
        if let Some((_, rest)) = comment.split_once("Mirrored from ") {
            let (url, by) = rest.split_once(" by HTTrack").unwrap_or((rest, ""));
            saved.url = saved.url.or_else(|| Some(format!("http://{}", url.trim())));
            let at = by.split_once(", ").map(|(_, at)| at.trim().to_owned());
            saved.at = saved.at.or(at);
        }
    }
    saved
}

/// An absolute address from one that may be relative, out of a web archive's.
pub(super) fn resolved(url: &str, base: Option<&str>) -> String {
    let url = url.trim();
    if let Some(base) = base.filter(|_| !url.contains("://")) {
        let scheme_end = base.find("://").map_or(0, |at| at + 3);
        let host_end = base[scheme_end..].find('/').map_or(base.len(), |at| scheme_end + at);
        if let Some(rest) = url.strip_prefix("//") {
            return format!("{}//{rest}", &base[..scheme_end.saturating_sub(2)]);
        }
        if url.starts_with('/') {
            return format!("{}{url}", &base[..host_end]);
        }
    }
    // "https://web.archive.org/web/20141103071000/http://host/path"
    if let Some((_, archived)) = url.split_once("web.archive.org/web/")
        && let Some((_, original)) = archived.split_once('/')
        && is_address(original)
    {
        return original.to_owned();
    }
    url.to_owned()
}
