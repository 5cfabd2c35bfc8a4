using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using LeadershipBot.Shell.Files;
using LeadershipBot.Simulator.People;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LeadershipBot.Tests.Shell.Files;

/// <summary>Files go to people in their own chats, and come from them.</summary>
public sealed class FileTests : WholeApp
{
    private const string Ask = "what do you hold about me";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_is_taken_is_stored_shown_and_no_longer_offered()
    {
        var bot = await StartAsync();
        await bot.Priya.Types(Ask);
        var consent = Assert.Single(bot.ConsentsFor(bot.Priya));
        Assert.Contains("\"sizeInBytes\"", consent.Body.GetRawText(), StringComparison.Ordinal);

        await bot.Priya.Delivers(d => d.AcceptFileAsync(bot.Priya.Person, consent, Token));
        await bot.DrainAsync();

        Assert.Contains(bot.Priya.Name, Encoding.UTF8.GetString(bot.NewestUpload()), StringComparison.Ordinal);
        Assert.Single(bot.StoredFilesOf(bot.Priya));
        Assert.Empty(bot.ConsentsFor(bot.Priya));
    }

    [Fact]
    public async Task Pressed_twice_and_delivered_twice_it_is_stored_once()
    {
        var bot = await StartAsync();
        await bot.Priya.Types(Ask);
        var consent = Assert.Single(bot.ConsentsFor(bot.Priya));

        var accepted = await bot.Priya.Delivers(d => d.AcceptFileAsync(bot.Priya.Person, consent, Token));
        await bot.Priya.Delivers(d => d.AcceptFileAsync(bot.Priya.Person, consent, Token));
        await bot.Priya.Delivers(d => d.RedeliverAsync(accepted, newId: true, Token));
        await bot.DrainAsync();

        Assert.Equal(1, bot.Teams.Drive.UploadRequests);
        Assert.Single(bot.StoredFilesOf(bot.Priya));
    }

    [Fact]
    public async Task Declined_nothing_is_stored_and_it_is_said_kindly()
    {
        var bot = await StartAsync();
        await bot.Priya.Types(Ask);
        var consent = Assert.Single(bot.ConsentsFor(bot.Priya));

        await bot.Priya.Delivers(d => d.DeclineFileAsync(bot.Priya.Person, consent, Token));
        await bot.DrainAsync();

        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("nothing was stored"), bot.NewestCardIn(bot.Priya.Chat).ToString());
        Assert.Equal(0, bot.Teams.Drive.UploadRequests);
        Assert.Empty(bot.ConsentsFor(bot.Priya));
    }

    [Fact]
    public async Task Another_person_and_a_late_one_get_nothing()
    {
        var bot = await StartAsync();
        await bot.Priya.Types(Ask);
        var consent = Assert.Single(bot.ConsentsFor(bot.Priya));

        await bot.Yusuf.Types("help"); // so that there is a chat
        var own = bot.CardsIn(bot.Yusuf.Chat)[^1];
        var upload = new JsonObject { ["uploadUrl"] = bot.Teams.PageUrl + "drive/uploads/x", ["name"] = "x.json" };
        await bot.Yusuf.Delivers(d => d.FileConsentAsync(bot.Yusuf.Person, own, ContextOf(consent), upload, Token));
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Yusuf.Chat).Says("no longer waiting"), bot.NewestCardIn(bot.Yusuf.Chat).ToString());

        await bot.PassAsync(TimeSpan.FromHours(25), TimeSpan.FromHours(5));
        await bot.Priya.Delivers(d => d.AcceptFileAsync(bot.Priya.Person, consent, Token));
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("no longer waiting"), bot.NewestCardIn(bot.Priya.Chat).ToString());
        Assert.Equal(0, bot.Teams.Drive.UploadRequests);
        Assert.Empty(await bot.RowsAsync("Files", FileRows.PartitionOf(new(bot.Priya.Person.TenantId, bot.Priya.ObjectId))));
    }

    [Theory]
    [InlineData("https://evil.example/upload")]
    [InlineData("http://contoso.sharepoint.com/upload")]
    [InlineData("not an address")]
    public async Task Nothing_is_put_where_no_listed_host_is(string uploadUrl)
    {
        var bot = await StartAsync();
        await bot.Priya.Types(Ask);
        var consent = Assert.Single(bot.ConsentsFor(bot.Priya));

        await bot.Priya.Delivers(d => d.FileConsentAsync(bot.Priya.Person, consent, ContextOf(consent), new JsonObject { ["uploadUrl"] = uploadUrl, ["name"] = "x.json" }, Token));
        await bot.DrainAsync();

        var card = bot.NewestCardIn(bot.Priya.Chat);
        Assert.True(card.Says("could not be stored") && card.Says("Files:PublicUrl"), card.ToString());
        Assert.Empty(card.Buttons);
    }

    [Fact]
    public async Task Where_storing_is_refused_a_link_gives_the_file()
    {
        var bot = await StartAsync(new BotOptions { Settings = [FileVisitor.Setting] });
        bot.Teams.Drive.RefusesUploads = true;
        await bot.Priya.Types(Ask);
        await bot.Priya.Delivers(d => d.AcceptFileAsync(bot.Priya.Person, bot.ConsentsFor(bot.Priya)[0], Token));
        await bot.DrainAsync();

        using var browser = new FileVisitor(bot);
        using var given = await browser.DownloadsAsync(await browser.SignsInAsync(await FileVisitor.LinkOfAsync(bot, bot.Priya), bot.Priya.Person));
        Assert.Equal(bot.Priya.ObjectId, JsonNode.Parse(await given.Content.ReadAsStringAsync(Token))!["objectId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_link_ends_after_a_quarter_of_an_hour_and_lies_in_the_store_as_a_hash()
    {
        var bot = await StartAsync(new BotOptions { Settings = [FileVisitor.Setting, "--Files:Consent=false"] });
        await bot.Priya.Types(Ask);
        Assert.Empty(bot.ConsentsFor(bot.Priya));
        var path = await FileVisitor.LinkOfAsync(bot, bot.Priya);

        var secret = path[^26..];
        var rows = await bot.RowsAsync("Files", FileRows.PartitionOf(new(bot.Priya.Person.TenantId, bot.Priya.ObjectId)));
        Assert.Contains(rows, row => row.RowKey.StartsWith(FileRows.Links, StringComparison.Ordinal));
        Assert.DoesNotContain(rows, row => row.RowKey.Contains(secret, StringComparison.Ordinal) || row.Columns.Any(column => column.Value is string text && text.Contains(secret, StringComparison.Ordinal)));

        bot.Clock.Advance(GetFileLink.GoodFor);
        using var http = new HttpClient { BaseAddress = bot.Address };
        Assert.Equal(HttpStatusCode.Gone, (await http.GetAsync(path, Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await http.GetAsync("/files/nonsense", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await http.GetAsync(path[..^1] + (path[^1] == 'a' ? 'b' : 'a'), Token)).StatusCode);
    }

    [Fact]
    public async Task Asked_in_a_group_it_comes_in_the_own_chat()
    {
        var bot = await StartAsync();
        await bot.Priya.Types("help"); // so that the chat is known
        var card = await bot.Priya.Hears(Ask, bot.GroupChat);
        Assert.True(card.Says("in your own chat"), card.ToString());
        Assert.Single(bot.ConsentsFor(bot.Priya));
    }

    [Fact]
    public async Task A_file_without_a_command_is_not_opened_and_it_is_said_kindly()
    {
        var bot = await StartAsync();
        await bot.Priya.Delivers(d => d.SendFileAsync(bot.Priya.Person, "people.csv", [1, 2, 3], cancellationToken: Token));
        await bot.DrainAsync();
        Assert.True(bot.NewestCardIn(bot.Priya.Chat).Says("not opened it"), bot.NewestCardIn(bot.Priya.Chat).ToString());
    }

    [Fact]
    public async Task A_file_is_read_up_to_its_size_and_from_listed_hosts_only()
    {
        var bot = await StartAsync();
        var files = bot.Services.GetRequiredService<ReceivedFiles>();
        await bot.Priya.Delivers(d => d.SendFileAsync(bot.Priya.Person, "people.csv", Encoding.UTF8.GetBytes("a,b"), cancellationToken: Token));
        await bot.DrainAsync();
        var sent = bot.Teams.World.Messages(bot.Priya.Chat).First(message => !message.IsBot).Attachments()[0]!;
        var file = new ReceivedFile("people.csv", "csv", sent["content"]!["downloadUrl"]!.GetValue<string>());

        Assert.False((await files.ReadAsync(file, Token)).IsRefused(out _, out var bytes));
        Assert.Equal("a,b", Encoding.UTF8.GetString(bytes!));
        Assert.True((await files.ReadAsync(file, Token, bytesMax: 2)).IsRefused(out var tooLarge, out _));
        Assert.Equal("files.refused.tooLarge", tooLarge!.TextKey);
        Assert.True((await files.ReadAsync(file with { DownloadUrl = "https://evil.example/x" }, Token)).IsRefused(out var elsewhere, out _));
        Assert.Equal("files.refused.notRead", elsewhere!.TextKey);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+44", "'+44")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("-1", "-1")]
    [InlineData("-", "'-")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("Dr Priya Raman", "Dr Priya Raman")]
    [InlineData("", "")]
    public void A_cell_stays_what_it_is_and_no_formula(string words, string cell)
    {
        var csv = Csv.Write(["Name", "Practice"], [[words, null]]);
        Assert.Equal(Encoding.UTF8.Preamble, csv.AsSpan(0, 3));
        Assert.Equal($"Name,Practice\r\n{cell},\r\n", Encoding.UTF8.GetString(csv.AsSpan(3)));
    }

    private static JsonNode ContextOf(Message consent) => consent.Attachments()[0]!["content"]!["acceptContext"]!;
}
