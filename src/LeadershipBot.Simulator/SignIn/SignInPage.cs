using System.Net;
using System.Text;
using LeadershipBot.Simulator.People;

namespace LeadershipBot.Simulator.SignIn;

/// <summary>The page on which one is any of the tenant's people, by one press and without a password.</summary>
internal static class SignInPage
{
    private const string Style =
        ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0 auto;max-width:34rem;padding:2rem 1rem}h1{font-size:1.5rem;line-height:1.3}"
        + "ul{list-style:none;margin:0;padding:0}button{background:none;border:1px solid #8a8886;border-radius:.25rem;color:inherit;cursor:pointer;font:inherit;margin:.25rem 0;min-height:3rem;padding:.5rem 1rem;text-align:start;width:100%}"
        + "button:hover{border-color:currentcolor}button:focus-visible{outline:.2rem solid #5b5fc7;outline-offset:2px}small{display:block;opacity:.8}";

    public static string OfPeople(IEnumerable<(Person Person, string IdToken)> people, Uri returnTo, string state)
    {
        var html = Begin("Sign in").Append("<p>Here Microsoft would ask for a password. The Simulator asks only who you are.</p><ul>");
        foreach (var (person, token) in people)
        {
            var about = string.Join(" · ", new[] { person.Title, person.Practice }.Where(part => part is not null));
            html.Append("<li>").Append(Form(returnTo, state, "id_token", token))
                .Append("<button>").Append(Encoded(person.Name)).Append("<small>").Append(Encoded(about)).Append("</small></button></form></li>");
        }

        return html.Append("</ul>").Append(Form(returnTo, state, "error", "access_denied")).Append("<button>Cancel</button></form></main></body></html>").ToString();
    }

    public static string OfMistake(string mistake)
        => Begin("Sorry, we're having trouble signing you in").Append("<p>").Append(Encoded(mistake)).Append("</p></main></body></html>").ToString();

    private static string Form(Uri returnTo, string state, string name, string value)
        => $"<form method=\"post\" action=\"{Encoded(returnTo.AbsoluteUri)}\"><input type=\"hidden\" name=\"{name}\" value=\"{Encoded(value)}\"><input type=\"hidden\" name=\"state\" value=\"{Encoded(state)}\">";

    private static StringBuilder Begin(string title) => new StringBuilder("<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .Append("<title>").Append(title).Append(" – Simulator</title><style>").Append(Style).Append("</style></head><body><main><h1>").Append(title).Append("</h1>");

    private static string Encoded(string words) => WebUtility.HtmlEncode(words);
}
