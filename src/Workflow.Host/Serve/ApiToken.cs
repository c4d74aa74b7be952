using System.Security.Cryptography;
using System.Text;

namespace Workflow.Host.Serve;

/// <summary>Who may come in, and who may also act in the dashboard.</summary>
/// <param name="Api">Opens the API, and the dashboard for reading.</param>
/// <param name="Operator">Opens the same, and may run, queue again and delete jobs; null where nobody may.</param>
public sealed record AccessTokens(ApiToken Api, ApiToken? Operator)
{
    public const string OperatorRole = "operator";
}

/// <summary>A secret. It is compared in constant time and never logged.</summary>
public sealed class ApiToken
{
    /// <summary>In characters; a shorter one can be guessed and is refused.</summary>
    public const int ShortestLength = 16;

    private readonly byte[] _hash;

    private ApiToken(string token) => _hash = Hash(token);

    public static ApiToken From(string token) => new(token);

    /// <summary>A random token in a file that only its owner can read; made on the first start.</summary>
    /// <exception cref="CommandRefusedException">What the file holds is too short to be a secret: it was cut, or
    /// emptied.</exception>
    public static ApiToken FromFile(string path)
    {
        if (!File.Exists(path))
            Make(path);
        var token = File.ReadAllText(path).Trim();
        return token.Length >= ShortestLength
            ? new ApiToken(token)
            : throw new CommandRefusedException(
                new Forums.Refusal("token-file-short", HostTexts.Format("TokenFileShort", path, ShortestLength)));
    }

    /// <summary>Whole or not at all: a full disk or a kill half-way leaves no file that the next start would believe.</summary>
    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var stream = new FileStream(beside, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another host of the same folder was first; its token counts.
        }
        finally
        {
            File.Delete(beside);
        }
    }

    public bool Matches(string candidate) => CryptographicOperations.FixedTimeEquals(_hash, Hash(candidate));

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
