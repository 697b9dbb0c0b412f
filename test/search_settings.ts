/** Settings by which the web, news and papers are searched at one host, given as `name:port`. */
export function searchSettings(host: string): string {
  return `[web_search.searxng]
url = "http://${host}"
[news_search.searxng]
url = "http://${host}"
[academic_search.arxiv]
url = "http://${host}/arxiv"
[academic_search.openalex]
url = "http://${host}/works"
`;
}
