import assert from "node:assert/strict";
import { isSameRepository, withoutUser } from "../../../config/repository/repositoryUrl";

describe("two addresses of a repository", () => {
    const same = [
        ["https://github.com/Org/repo.git", "git@github.com:org/repo.git"],
        ["https://github.com/org/repo", "ssh://git@ssh.github.com:443/org/repo.git"],
        ["https://user:p@ss@git.example.com:8443/a/b/", "ssh://git@git.example.com:7999/a/b.git"],
        ["https://dev.azure.com/org/project/_git/repo", "git@ssh.dev.azure.com:v3/org/project/repo"],
        ["https://bitbucket.example.com/scm/proj/repo.git", "ssh://git@bitbucket.example.com:7999/proj/repo.git"],
        ["git@[2001:db8::1]:a/b.git", "https://[2001:db8::1]/a/b"],
    ];
    for (const [one = "", other = ""] of same) {
        it(`are the same: ${withoutUser(one)} and ${other}`, () => assert.equal(isSameRepository(one, other), true));
    }

    it("are not where host or path is another one, and cannot be told where one is a folder", () => {
        assert.equal(isSameRepository("https://github.com/org/repo", "https://gitlab.com/org/repo"), false);
        assert.equal(isSameRepository("https://github.com/org/repo", "https://github.com/org/repo2"), false);
        assert.equal(isSameRepository("/srv/git/repo.git", "https://github.com/org/repo"), undefined);
        assert.equal(isSameRepository("file:///srv/git/repo.git", "https://github.com/org/repo"), undefined);
    });
});
