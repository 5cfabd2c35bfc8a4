using System.Net;
using System.Text.RegularExpressions;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Simulator.People;
using LeadershipBot.Simulator.SignIn;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Support;

/// <summary>A browser in front of a link to a file, without scripts and cookies: reads pages, signs in, downloads.</summary>
internal sealed partial class FileVisitor(BotUnderTest bot) : IDisposable
{
    /// <summary>What links need besides the app id; nobody listens there, so that a test sees where each step leads.</summary>
    public const string Setting = "--Files:PublicUrl=http://127.0.0.1:1/";

    private readonly HttpClient _http = new() { BaseAddress = bot.Address };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SignInStandIn Entra => bot.Teams.SignIn;

    public void Dispose() => _http.Dispose();

    /// <summary>Presses "Get a link" on the newest card of a person's own chat that has it, since the answer to what they typed may come after it; answers the link's path.</summary>
    public static async Task<string> LinkOfAsync(BotUnderTest bot, Colleague colleague)
    {
        await bot.DrainAsync();
        var message = bot.CardsIn(colleague.Chat).Last(one => CardReading.Of(one.Card()).Buttons.Contains("Get a link"));
        await colleague.Presses("Get a link", message);
        var card = bot.Teams.World.CardFor(bot.Teams.World.FindMessage(message.Id)!, colleague.Person);
        var open = TeamsCards.Buttons(card).Single(button => button["type"]!.GetValue<string>() == "Action.OpenUrl");
        return new Uri(open["url"]!.GetValue<string>()).AbsolutePath;
    }

    public async Task<VisitedPage> OpensAsync(string path) => await ReadAsync(await _http.GetAsync(path, Token));

    /// <summary>Opens the link and follows its button to the sign-in; answers what the sign-in was asked.</summary>
    public async Task<AskedSignIn> AsksAsync(string link)
    {
        var page = await OpensAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return AskedSignIn.Of(page.ButtonTo!);
    }

    /// <summary>Opens the link, signs in as this person, with a token that may be forged, and comes back.</summary>
    public async Task<VisitedPage> SignsInAsync(string link, Person person, Func<TokenShape, TokenShape>? forge = null)
    {
        var asked = await AsksAsync(link);
        var shape = Entra.TokenOf(person, asked.Nonce);
        return await ComesBackAsync(("state", asked.State), ("id_token", bot.Teams.Tokens.Sign(forge?.Invoke(shape) ?? shape)));
    }

    public async Task<VisitedPage> ComesBackAsync(params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await ReadAsync(await _http.PostAsync("/files/signed-in", content, Token));
    }

    /// <summary>Does what the browser does by itself on the page, which is to download.</summary>
    public async Task<HttpResponseMessage> DownloadsAsync(VisitedPage page) => await _http.GetAsync(page.GoesOnTo!.AbsolutePath, Token);

    private static async Task<VisitedPage> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var html = await response.Content.ReadAsStringAsync(Token);
            return new VisitedPage(
                response.StatusCode,
                html,
                LinkIn().Match(html) is { Success: true } link ? new Uri(WebUtility.HtmlDecode(link.Groups["to"].Value)) : null,
                RefreshIn().Match(html) is { Success: true } refresh ? new Uri(WebUtility.HtmlDecode(refresh.Groups["to"].Value)) : null,
                response.Headers.ToDictionary(header => header.Key, header => header.Value.Single(), StringComparer.OrdinalIgnoreCase));
        }
    }

    [GeneratedRegex("<a href=\"(?<to>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex LinkIn();

    [GeneratedRegex("content=\"0;url=(?<to>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex RefreshIn();
}

/// <summary>A page as it was read.</summary>
internal sealed record VisitedPage(HttpStatusCode Status, string Html, Uri? ButtonTo, Uri? GoesOnTo, IReadOnlyDictionary<string, string> Headers)
{
    public string Title => WebUtility.HtmlDecode(Html.Split("<h1>")[1].Split("</h1>")[0]);
}

/// <summary>What the sign-in was asked.</summary>
internal sealed record AskedSignIn(Uri Address, string State, string Nonce)
{
    public static AskedSignIn Of(Uri address)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        return new AskedSignIn(address, query["state"].Single()!, query["nonce"].Single()!);
    }
}
