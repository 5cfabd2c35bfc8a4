using System.Security.Cryptography;
using System.Text;

namespace LeadershipBot.Shell;

/// <summary>Keys for the store out of names that hold characters which keys can't, such as Teams' conversation ids.</summary>
public static class Keys
{
    /// <summary>The same 26 letters and digits for the same parts.</summary>
    public static string Hash(params ReadOnlySpan<string> parts)
        => Chance.Spell(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 26));
}
