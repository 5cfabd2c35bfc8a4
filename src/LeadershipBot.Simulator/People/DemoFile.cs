using System.Text.Json;

namespace LeadershipBot.Simulator.People;

/// <summary>Reads the invented demo organisation, the same file that the bot seeds its store from.</summary>
public static class DemoFile
{
    /// <summary>Where the file stands beside the program.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "Demo", "organisation.json");

    /// <summary>The object ids of the people who are administrators in the file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">A member that is needed is missing.</exception>
    public static IReadOnlyList<string> AdministratorsIn(string path)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        return
        [
            .. file.RootElement.GetProperty("people").EnumerateArray()
                .Where(person => person.GetProperty("roles").EnumerateArray().Any(role => role.ValueEquals("administrator")))
                .Select(person => person.GetProperty("objectId").GetString()!),
        ];
    }

    /// <summary>
    /// Fills an empty world with the people, the team and the group chats of the file. Nothing is installed.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="JsonException">The file is no JSON.</exception>
    /// <exception cref="KeyNotFoundException">A member that is needed is missing.</exception>
    public static void Fill(World world, string path)
    {
        ArgumentNullException.ThrowIfNull(world);
        using var file = JsonDocument.Parse(File.ReadAllBytes(path));
        var root = file.RootElement;
        var tenant = world.AddTenant(
            root.GetProperty("organisation").GetProperty("name").GetString()!,
            root.GetProperty("tenantId").GetString());
        var practices = root.GetProperty("practices").EnumerateArray().ToDictionary(
            practice => practice.GetProperty("code").GetString()!,
            practice => practice.GetProperty("name").GetString()!);
        foreach (var person in root.GetProperty("people").EnumerateArray())
        {
            var code = person.GetProperty("practice").GetString();
            world.AddPerson(
                person.GetProperty("name").GetString()!,
                person.GetProperty("title").GetString(),
                code is null ? null : practices[code],
                tenant,
                person.GetProperty("objectId").GetString(),
                [.. person.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)]);
        }

        var team = root.GetProperty("team");
        world.AddTeam(
            team.GetProperty("name").GetString()!,
            world.People,
            [.. team.GetProperty("channels").EnumerateArray().Select(channel => channel.GetString()!)]);
        foreach (var chat in root.GetProperty("groupChats").EnumerateArray())
            world.AddGroupChat(
                chat.GetProperty("name").GetString()!,
                chat.GetProperty("members").EnumerateArray().Select(member => world.FindPerson(member.GetString()!)!));
    }
}
