using System.Net;
using System.Text.Json.Nodes;
using LeadershipBot.Shell.Files;
using LeadershipBot.Simulator.Connector;
using LeadershipBot.Tests.Support;
using TeamsCards = LeadershipBot.Simulator.People.Cards;

namespace LeadershipBot.Tests.Shell.Files;

/// <summary>A link gives its file to the person for whom it was made, once they have signed in, and to nobody else.</summary>
public sealed class SignedInFileTests : WholeApp
{
    private const string Ask = "what do you hold about me";
    private const string OtherTenant = "0e0e0000-0000-4000-a000-000000000009";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The ways of RFC 8725, 2 and of OpenID Connect: each changes one thing of the right person's good token.</summary>
    private static readonly Dictionary<string, Func<TokenShape, TokenShape>> Forged = new()
    {
        ["alg none"] = shape => shape with { Algorithm = "none" },
        ["RS256 named, no signature"] = shape => shape with { Algorithm = "none", ClaimedAlgorithm = "RS256" },
        ["HS256 with the public key as secret"] = shape => shape with { Algorithm = "HS256" },
        ["HS256 with the public key, called RS256"] = shape => shape with { Algorithm = "HS256", ClaimedAlgorithm = "RS256" },
        ["RS512 by the right key"] = shape => shape with { Algorithm = "RS512" },
        ["PS256 by the right key"] = shape => shape with { Algorithm = "PS256" },
        ["a key that nobody published"] = shape => shape with { Key = TokenKey.Unpublished },
        ["a key that nobody published, under a published id"] = shape => shape with { Key = TokenKey.Unpublished, KeyId = "good-1" },
        ["no key id"] = shape => shape with { KeyId = "" },
        ["changed after it was signed"] = shape => shape with { Tampered = true },
        ["a critical extension"] = shape => shape with { Header = new JsonObject { ["crit"] = new JsonArray("b64") } },
        ["another type"] = shape => shape with { Header = new JsonObject { ["typ"] = "at+jwt" } },
        ["issuer of the Connector"] = shape => shape with { Issuer = Tokens.ChannelIssuer },
        ["issuer of another tenant"] = shape => shape with { Issuer = shape.Issuer!.Replace("/signin/", $"/signin/{OtherTenant}/", StringComparison.Ordinal) },
        ["issuer with a slash"] = shape => shape with { Issuer = shape.Issuer + "/" },
        ["no issuer"] = shape => shape with { Issuer = null },
        ["audience of another app"] = shape => shape with { Audience = "99999999-2222-3333-4444-555555555555" },
        ["no audience"] = shape => shape with { Audience = "" },
        ["audience of two apps"] = shape => With(shape, "aud", new JsonArray("7d1e0000-0000-4000-a000-000000000001", "another")),
        ["expired by more than the skew"] = shape => shape with { ValidFrom = TimeSpan.FromHours(-1), ValidUntil = TimeSpan.FromSeconds(-301) },
        ["not valid for more than the skew"] = shape => shape with { ValidFrom = TimeSpan.FromSeconds(301) },
        ["no end"] = shape => With(shape, "exp", null),
        ["end as text"] = shape => With(shape, "exp", "soon"),
        ["nonce of nothing"] = shape => With(shape, "nonce", "abc"),
        ["no nonce"] = shape => With(shape, "nonce", null),
        ["no object id"] = shape => With(shape, "oid", null),
        ["object id as a list"] = shape => With(shape, "oid", new JsonArray(shape.Claims!["oid"]!.DeepClone())),
        ["no tenant"] = shape => With(shape, "tid", null),
        ["the same object id in another tenant, issuer kept"] = shape => With(shape, "tid", OtherTenant),
        ["the same object id in another tenant, issuer of that tenant"] = shape => With(shape, "tid", OtherTenant) with { Issuer = shape.Issuer!.Replace(shape.Claims!["tid"]!.GetValue<string>(), OtherTenant, StringComparison.Ordinal) },
    };

    public static TheoryData<string> Forgeries() => [.. Forged.Keys];

    [Fact]
    public async Task The_person_for_whom_it_was_made_signs_in_and_gets_it_once()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);

        for (var look = 0; look < 2; look++) // a scanner opens it, too
        {
            var page = await browser.OpensAsync(link);
            Assert.Equal((HttpStatusCode.OK, "A file for you"), (page.Status, page.Title));
            Assert.Null(page.GoesOnTo);
            var asked = AskedSignIn.Of(page.ButtonTo!);
            Assert.StartsWith($"{bot.Teams.SignIn.Address}{bot.Priya.Person.TenantId}/oauth2/v2.0/authorize?client_id={bot.Teams.World.Bot.AppId}&response_type=id_token&response_mode=form_post&scope=openid%20profile&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Ffiles%2Fsigned-in&", asked.Address.AbsoluteUri, StringComparison.Ordinal);
        }

        var back = await browser.SignsInAsync(link, bot.Priya.Person);
        Assert.Equal((HttpStatusCode.OK, "Your file is on its way"), (back.Status, back.Title));
        Assert.Equal(back.ButtonTo, back.GoesOnTo);
        using var given = await browser.DownloadsAsync(back);
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        Assert.Equal("attachment", given.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("no-store", given.Headers.GetValues("Cache-Control").Single());
        Assert.Equal(bot.Priya.ObjectId, JsonNode.Parse(await given.Content.ReadAsStringAsync(Token))!["objectId"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.Gone, (await browser.DownloadsAsync(back)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await browser.OpensAsync(link)).Status);
    }

    [Fact]
    public async Task A_sign_in_that_comes_back_after_the_file_was_given_gives_nothing()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var asked = await browser.AsksAsync(link);
        var token = bot.Teams.Tokens.Sign(bot.Teams.SignIn.TokenOf(bot.Priya.Person, asked.Nonce));
        (await browser.DownloadsAsync(await browser.ComesBackAsync(("state", asked.State), ("id_token", token)))).Dispose();

        Assert.Equal(HttpStatusCode.Gone, (await browser.ComesBackAsync(("state", asked.State), ("id_token", token))).Status);
    }

    [Fact]
    public async Task Signed_in_twice_before_the_download_it_is_given_once()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var first = await browser.SignsInAsync(link, bot.Priya.Person);
        var second = await browser.SignsInAsync(link, bot.Priya.Person);

        using var old = await browser.DownloadsAsync(first);
        using var given = await browser.DownloadsAsync(second);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.OK), (old.StatusCode, given.StatusCode));
    }

    [Fact]
    public async Task Somebody_else_is_told_kindly_and_the_link_stays_good_for_the_right_person()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);

        var other = await browser.SignsInAsync(link, bot.Yusuf.Person);
        Assert.Equal((HttpStatusCode.Forbidden, "This file is for somebody else"), (other.Status, other.Title));
        Assert.EndsWith("&prompt=select_account", other.ButtonTo!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Null(other.GoesOnTo);
        Assert.DoesNotContain(bot.Priya.Name, other.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await browser.OpensAsync(link + "/abcdefghijklmnopqrstuvwxyz")).Status);

        using var given = await browser.DownloadsAsync(await browser.SignsInAsync(link, bot.Priya.Person));
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_gives_nothing_and_harms_nothing(string way)
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);

        var forged = await browser.SignsInAsync(link, bot.Priya.Person, Forged[way]);
        Assert.Equal((HttpStatusCode.Forbidden, "We could not check who you are"), (forged.Status, forged.Title));
        Assert.Null(forged.GoesOnTo);
        Assert.DoesNotContain(await RowsAsync(bot), row => row.Columns.Any(column => column.Key == FileRows.Ticket));
        Assert.Equal("Your file is on its way", (await browser.SignsInAsync(link, bot.Priya.Person)).Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.e30.")]
    [InlineData("é.é.é")]
    [InlineData("a.b.c.d.e")]
    public async Task What_is_no_token_gives_nothing(string token)
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var asked = await browser.AsksAsync(link);

        Assert.Equal("We could not check who you are", (await browser.ComesBackAsync(("state", asked.State), ("id_token", token))).Title);
        Assert.Equal("We could not check who you are", (await browser.ComesBackAsync(("state", asked.State))).Title);
        Assert.Equal(HttpStatusCode.Gone, (await browser.ComesBackAsync(("id_token", token))).Status);
    }

    [Fact]
    public async Task A_sign_in_for_another_link_of_the_same_person_does_not_serve()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var asked = await browser.AsksAsync(link);
        await bot.Priya.Presses("New link", bot.CardsIn(bot.Priya.Chat)[^1]);
        var other = await browser.AsksAsync(LinkOn(bot));
        Assert.NotEqual(asked.Nonce, other.Nonce);

        var token = bot.Teams.Tokens.Sign(bot.Teams.SignIn.TokenOf(bot.Priya.Person, other.Nonce));
        Assert.Equal("We could not check who you are", (await browser.ComesBackAsync(("state", asked.State), ("id_token", token))).Title);
        Assert.Equal("Your file is on its way", (await browser.ComesBackAsync(("state", other.State), ("id_token", token))).Title);
    }

    [Fact]
    public async Task A_link_that_runs_out_between_the_steps_gives_nothing()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var asked = await browser.AsksAsync(link);
        bot.Clock.Advance(GetFileLink.GoodFor);
        var token = bot.Teams.Tokens.Sign(bot.Teams.SignIn.TokenOf(bot.Priya.Person, asked.Nonce));
        Assert.Equal(HttpStatusCode.Gone, (await browser.ComesBackAsync(("state", asked.State), ("id_token", token))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await browser.OpensAsync(link)).Status);
    }

    [Fact]
    public async Task Signed_in_in_time_but_downloaded_too_late_there_is_nothing_either()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var back = await browser.SignsInAsync(link, bot.Priya.Person);
        bot.Clock.Advance(GetFileLink.GoodFor);
        Assert.Equal(HttpStatusCode.Gone, (await browser.DownloadsAsync(back)).StatusCode);
    }

    [Theory]
    [InlineData("access_denied", "access_denied")]
    [InlineData("<script>", "another error")]
    public async Task Who_cancels_or_may_not_sign_in_can_try_again(string error, string logged)
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var asked = await browser.AsksAsync(link);

        var page = await browser.ComesBackAsync(("state", asked.State), ("error", error), ("error_description", "AADSTS65004: <script>alert(1)</script>"));

        Assert.Equal((HttpStatusCode.Forbidden, "You are not signed in"), (page.Status, page.Title));
        Assert.DoesNotContain("script", page.Html, StringComparison.Ordinal);
        Assert.Equal(asked.Address, page.ButtonTo);
        Assert.Contains(bot.Logs, line => line.Contains($"signed nobody in for a file: {logged}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(nameof(StoreFault.Unavailable))]
    [InlineData(nameof(StoreFault.LosesCommits))]
    [InlineData(nameof(StoreFault.LosesAnswers))]
    public async Task While_the_store_is_down_it_is_said_and_the_same_step_works_afterwards(string fault)
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        var asked = await browser.AsksAsync(link);
        (string, string)[] form = [("state", asked.State), ("id_token", bot.Teams.Tokens.Sign(bot.Teams.SignIn.TokenOf(bot.Priya.Person, asked.Nonce)))];

        bot.Store.Fails(Enum.Parse<StoreFault>(fault), FileRows.Table);
        var down = await browser.ComesBackAsync(form);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The file can't be given now"), (down.Status, down.Title));

        bot.Store.Recovers();
        using var given = await browser.DownloadsAsync(await browser.ComesBackAsync(form));
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
    }

    [Fact]
    public async Task While_the_tenants_keys_cannot_be_had_it_is_said_and_nothing_is_given()
    {
        var bot = await StartAsync(new BotOptions { Settings = [FileVisitor.Setting, "--Files:Consent=false", "--Files:SignInHost=http://127.0.0.1:1/"] });
        await bot.Priya.Types(Ask);
        var link = await FileVisitor.LinkOfAsync(bot, bot.Priya);
        using var browser = new FileVisitor(bot);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await browser.SignsInAsync(link, bot.Priya.Person)).Status);
    }

    [Fact]
    public async Task Each_step_may_come_to_another_server()
    {
        var (bot, link) = await LinkedAsync();
        var second = await StartAsync(new BotOptions { SharesTeamsWith = bot, Store = bot.Store.Inner, ServerName = "second", Settings = [FileVisitor.Setting] });
        using var here = new FileVisitor(bot);
        using var there = new FileVisitor(second);
        var asked = await here.AsksAsync(link);

        var back = await there.ComesBackAsync(("state", asked.State), ("id_token", bot.Teams.Tokens.Sign(bot.Teams.SignIn.TokenOf(bot.Priya.Person, asked.Nonce))));
        using var given = await here.DownloadsAsync(back);
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await there.DownloadsAsync(back)).StatusCode);
    }

    [Fact]
    public async Task Pages_keep_out_scripts_frames_forms_and_curious_neighbours()
    {
        var (bot, link) = await LinkedAsync();
        using var browser = new FileVisitor(bot);
        VisitedPage[] pages = [await browser.OpensAsync(link), await browser.SignsInAsync(link, bot.Yusuf.Person), await browser.SignsInAsync(link, bot.Priya.Person)];

        Assert.All(pages, page =>
        {
            var policy = page.Headers["Content-Security-Policy"];
            Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
            Assert.EndsWith("form-action 'none'; frame-ancestors 'none'; base-uri 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", page.Html, StringComparison.Ordinal); // the sign-in is reached by a link, which no policy ties to a host
            Assert.Equal(("no-store", "no-referrer", "noindex"), (page.Headers["Cache-Control"], page.Headers["Referrer-Policy"], page.Headers["X-Robots-Tag"]));
            Assert.Contains("<html lang=\"en-GB\">", page.Html, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("--MicrosoftAppId=")] // nobody can sign in to nothing
    [InlineData("--Files:PublicUrl=")]
    public async Task Where_nobody_can_sign_in_no_link_is_offered_and_one_sentence_says_what_to_ask_for(string setting)
    {
        var bot = await StartAsync(new BotOptions { Settings = [FileVisitor.Setting, "--Files:Consent=false", setting] });
        await bot.Priya.Types(Ask);

        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("please ask whoever runs the bot") && card.Says("Files:SignInAppId"), card.ToString());
        Assert.Empty(card.Buttons);
        var offer = FileRows.ToOffer((await RowsAsync(bot)).Single(FileRows.IsOffer));
        var answer = await bot.Priya.Executes("files.link", new JsonObject { ["file"] = offer.Id });
        Assert.Contains("A download is not set up", answer.Body!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_app_registration_to_sign_in_to_links_are_offered_and_only_its_tokens_serve()
    {
        var bot = await StartAsync(new BotOptions { Settings = [FileVisitor.Setting, "--Files:Consent=false", "--MicrosoftAppId=", $"--Files:SignInAppId={OtherTenant}"] });
        await bot.Priya.Types(Ask);
        using var browser = new FileVisitor(bot);
        var link = await FileVisitor.LinkOfAsync(bot, bot.Priya);

        Assert.Contains($"client_id={OtherTenant}&", (await browser.OpensAsync(link)).ButtonTo!.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal("We could not check who you are", (await browser.SignsInAsync(link, bot.Priya.Person)).Title); // a token for the bot itself
        Assert.Equal("Your file is on its way", (await browser.SignsInAsync(link, bot.Priya.Person, shape => shape with { Audience = OtherTenant })).Title);
    }

    private async Task<(BotUnderTest Bot, string Link)> LinkedAsync()
    {
        var bot = await StartAsync(new BotOptions { Settings = [FileVisitor.Setting, "--Files:Consent=false"] });
        await bot.Priya.Types(Ask);
        return (bot, await FileVisitor.LinkOfAsync(bot, bot.Priya));
    }

    private static string LinkOn(BotUnderTest bot)
    {
        var card = bot.Teams.World.CardFor(bot.CardsIn(bot.Priya.Chat)[^1], bot.Priya.Person);
        return new Uri(TeamsCards.Buttons(card).Single(button => button["type"]!.GetValue<string>() == "Action.OpenUrl")["url"]!.GetValue<string>()).AbsolutePath;
    }

    private static Task<List<LeadershipBot.Storage.Record>> RowsAsync(BotUnderTest bot)
        => bot.RowsAsync(FileRows.Table, FileRows.PartitionOf(new(bot.Priya.Person.TenantId, bot.Priya.ObjectId)));

    private static TokenShape With(TokenShape shape, string claim, JsonNode? value)
    {
        var claims = shape.Claims!.DeepClone().AsObject();
        claims[claim] = value;
        return shape with { Claims = claims };
    }
}
