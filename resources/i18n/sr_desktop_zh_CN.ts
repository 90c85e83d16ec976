<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;Split</source>
        <translation>分割(&amp;S)</translation>
    </message>
    <message>
        <source>Side &amp;by side</source>
        <translation>并排(&amp;B)</translation>
    </message>
    <message>
        <source>F&amp;licker</source>
        <translation>闪烁(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Difference</source>
        <translation>差异(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Heat map</source>
        <translation>热力图(&amp;H)</translation>
    </message>
    <message>
        <source>Original as its &amp;pixels</source>
        <translation>原图：像素(&amp;P)</translation>
    </message>
    <message>
        <source>Original, bi&amp;cubic</source>
        <translation>原图：双三次(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open...</source>
        <translation>打开(&amp;O)...</translation>
    </message>
    <message>
        <source>&amp;Paste picture</source>
        <translation>粘贴图片(&amp;P)</translation>
    </message>
    <message>
        <source>Open the sa&amp;mple picture</source>
        <translation>打开示例图片(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Save result</source>
        <translation>保存结果(&amp;S)</translation>
    </message>
    <message>
        <source>Save result &amp;as...</source>
        <translation>结果另存为(&amp;A)...</translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation>在文件夹中显示(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Upscale</source>
        <translation>放大(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>I have the &amp;truth</source>
        <translation>我有原图(&amp;T)</translation>
    </message>
    <message>
        <source>Pre&amp;view a spot</source>
        <translation>预览一处(&amp;V)</translation>
    </message>
    <message>
        <source>Save these settings as a pre&amp;set...</source>
        <translation>将这些设置存为预设(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Load a preset...</source>
        <translation>载入预设(&amp;L)…</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大视图(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小视图(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>适合窗口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;100 %</source>
        <translation>&amp;100 %</translation>
    </message>
    <message>
        <source>&amp;Start the queue</source>
        <translation>开始队列(&amp;S)</translation>
    </message>
    <message>
        <source>Pause after this p&amp;icture</source>
        <translation>完成当前图片后暂停(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Pause the queue now</source>
        <translation>立即暂停队列(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Retry what failed</source>
        <translation>重试失败的图片(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>Train your &amp;first model</source>
        <translation>训练第一个模型(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Pause or resume the training</source>
        <translation>暂停或继续训练(&amp;P)</translation>
    </message>
    <message>
        <source>Stop the training &amp;early</source>
        <translation>提前结束训练(&amp;E)</translation>
    </message>
    <message>
        <source>Run the &amp;benchmark</source>
        <translation>运行基准测试(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Pause or resume measuring</source>
        <translation>暂停或继续测量(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Cancel measuring</source>
        <translation>取消测量(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Refresh the models</source>
        <translation>刷新模型(&amp;R)</translation>
    </message>
    <message>
        <source>Open the models &amp;folder</source>
        <translation>打开模型文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Add models...</source>
        <translation>添加模型(&amp;A)...</translation>
    </message>
    <message>
        <source>&amp;Name and licence...</source>
        <translation>名称与许可证(&amp;N)...</translation>
    </message>
    <message>
        <source>&amp;Measure speed here</source>
        <translation>在本机测速(&amp;M)</translation>
    </message>
    <message>
        <source>E&amp;xport...</source>
        <translation>导出(&amp;X)...</translation>
    </message>
    <message>
        <source>&amp;Show the file</source>
        <translation>显示文件(&amp;S)</translation>
    </message>
    <message>
        <source>Move the model to the &amp;trash...</source>
        <translation>把模型移到回收站(&amp;T)...</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>使用指南(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;About SR Desktop</source>
        <translation>关于 SR Desktop(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Licences...</source>
        <translation>许可证(&amp;L)...</translation>
    </message>
</context>
<context>
    <name>AddSection</name>
    <message>
        <source>1  Pictures</source>
        <translation>1  图片</translation>
    </message>
    <message>
        <source>Add pictures...</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Choose pictures for the queue</source>
        <translation>选择要加入队列的图片</translation>
    </message>
    <message>
        <source>Add a folder...</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Choose a folder; pictures below it come, too</source>
        <translation>选择一个文件夹；其子文件夹中的图片也会加入</translation>
    </message>
    <message>
        <source>Or drop files and folders on the page.</source>
        <translation>也可以把文件和文件夹拖到本页。</translation>
    </message>
</context>
<context>
    <name>AdviceList</name>
    <message>
        <source>Advice</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>AtomsView</name>
    <message>
        <source>The methods before the networks and the first network do the same three steps; sparse coding is a convolutional network whose layers were designed one by one.</source>
        <translation>神经网络之前的方法与第一个网络做的是同样的三步；稀疏编码就是一个各层逐一设计的卷积网络。</translation>
    </message>
    <message>
        <source>The pictures need the weights of SRCNN and of sparse coding, both for x2. They come with the program.</source>
        <translation>这些图需要 SRCNN 与稀疏编码的 x2 权重，它们随程序提供。</translation>
    </message>
    <message>
        <source>SRCNN: filters of the first layer</source>
        <translation>SRCNN：第一层的滤波器</translation>
    </message>
    <message>
        <source>Sparse coding: atoms of the dictionary, as filters</source>
        <translation>稀疏编码：以滤波器形式显示的字典原子</translation>
    </message>
    <message>
        <source>The strongest first; middle grey is 0</source>
        <translation>最强的在前；中灰为 0</translation>
    </message>
    <message>
        <source>Those that add most to the answer first; middle grey is 0</source>
        <translation>对结果贡献最大的在前；中灰为 0</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Whose filters are shown</source>
        <translation>显示谁的滤波器</translation>
    </message>
    <message>
        <source>What sparse coding learns step by step, the network learns in one go, for the smallest error of the answer itself (Dong et al., TPAMI 2016, section 3.2).</source>
        <translation>稀疏编码逐步学习的内容，网络一次学成，直接以结果的误差最小为目标（Dong 等，TPAMI 2016，3.2 节）。</translation>
    </message>
    <message>
        <source>Extraction</source>
        <translation>特征提取</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>映射</translation>
    </message>
    <message>
        <source>Reconstruction</source>
        <translation>重建</translation>
    </message>
    <message>
        <source>A patch is projected on every atom of the dictionary; done for all patches of a picture, this is a convolution with one filter for each atom, as in SRCNN&apos;s first layer. Atoms are edges in all directions, lines and spots; filters become similar in long training, and a short one leaves the noise of their start.</source>
        <translation>图块被投影到字典的每个原子上；对图片的所有图块这样做，就是每个原子对应一个滤波器的卷积，如 SRCNN 的第一层。原子是各方向的边缘、线条和斑点；长时间训练后滤波器也会变得相似，训练较短则会残留初始噪声。</translation>
    </message>
    <message>
        <source>Sparse coding keeps the few atoms that explain the patch best and shrinks all other shares to 0; SRCNN&apos;s second layer and its ReLU take the place of this search.</source>
        <translation>稀疏编码保留最能解释该图块的少数原子，把其余系数收缩为 0；SRCNN 的第二层及其 ReLU 取代了这一搜索。</translation>
    </message>
    <message>
        <source>The kept shares weigh the atoms of a second dictionary, that of high resolution, and overlapping patches are averaged; both together are linear, so one more convolution does it: SRCNN&apos;s last layer.</source>
        <translation>保留的系数对第二个（高分辨率）字典的原子加权，重叠图块取平均；两者合起来是线性的，因此再一次卷积即可完成：SRCNN 的最后一层。</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Copy the message, versions, device and the last lines of the log; nothing is sent anywhere</source>
        <translation>复制消息、版本、设备和日志的最后几行；不会发送到任何地方</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>Benchmark</name>
    <message>
        <source>Not measured by this protocol</source>
        <translation>未按此协议测量</translation>
    </message>
    <message>
        <source>paper {psnr}, {difference}</source>
        <translation>论文 {psnr}，{difference}</translation>
    </message>
    <message>
        <source>{count} of {all} pictures</source>
        <translation>{count}/{all} 张图片</translation>
    </message>
    <message>
        <source>Means over {count} pictures</source>
        <translation>{count} 张图片的平均值</translation>
    </message>
    <message>
        <source>Published for {method}: {figures}</source>
        <translation>{method} 的论文数值：{figures}</translation>
    </message>
    <message>
        <source>VGG-19 distance</source>
        <translation>VGG-19 距离</translation>
    </message>
    <message>
        <source>{count} ms</source>
        <translation>{count} 毫秒</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>differs from the published set</source>
        <translation>与公布的测试集不同</translation>
    </message>
    <message>
        <source>complete by number</source>
        <translation>数量完整</translation>
    </message>
    <message>
        <source>your own set</source>
        <translation>自己的图片集</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Luminance (Y)</source>
        <translation>亮度 (Y)</translation>
    </message>
    <message>
        <source>Colours (RGB)</source>
        <translation>彩色（RGB）</translation>
    </message>
    <message>
        <source>As wide as the scale</source>
        <translation>宽度等于倍数</translation>
    </message>
    <message>
        <source>None left out</source>
        <translation>不裁边</translation>
    </message>
    <message>
        <source>Not rounded</source>
        <translation>不取整</translation>
    </message>
    <message>
        <source>Rounded to 8 bit</source>
        <translation>取整到 8 位</translation>
    </message>
    <message>
        <source>Protocol: that of the published tables</source>
        <translation>协议：与公布的表格相同</translation>
    </message>
    <message>
        <source>Protocol: your own, not that of the published tables</source>
        <translation>协议：自定义，与公布的表格不同</translation>
    </message>
    <message>
        <source>Y of BT.601 in studio range (16 to 235)</source>
        <translation>BT.601 有限范围（16 至 235）的 Y</translation>
    </message>
    <message>
        <source>R, G and B together; SSIM as their mean</source>
        <translation>R、G、B 一起；SSIM 取其平均</translation>
    </message>
    <message>
        <source>as many pixels as the scale left out on each side</source>
        <translation>每边裁去与倍数相同的像素数</translation>
    </message>
    <message>
        <source>nothing left out</source>
        <translation>不裁去任何像素</translation>
    </message>
    <message>
        <source>MATLAB&apos;s bicubic with antialiasing, not rounded</source>
        <translation>MATLAB 带抗锯齿的双三次，不取整</translation>
    </message>
    <message>
        <source>MATLAB&apos;s bicubic with antialiasing, rounded to 8 bit</source>
        <translation>MATLAB 带抗锯齿的双三次，取整到 8 位</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>通道</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Small picture</source>
        <translation>低分辨率图</translation>
    </message>
    <message>
        <source>Rounding</source>
        <translation>取整</translation>
    </message>
    <message>
        <source>both pictures to 8 bit, halves up</source>
        <translation>两图均四舍五入到 8 位</translation>
    </message>
</context>
<context>
    <name>BenchmarkExport</name>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>已保存为 {name}，位于 {folder}</translation>
    </message>
</context>
<context>
    <name>BenchmarkMonitor</name>
    <message>
        <source>These figures cannot be held against published ones: another protocol was chosen.</source>
        <translation>这些数值不能与公布的数值比较：选择了其他协议。</translation>
    </message>
    <message>
        <source>And {count} more like it.</source>
        <translation>另有 {count} 条类似情况。</translation>
    </message>
    <message>
        <source>Bicubic does not reach its published figures here.</source>
        <translation>此处双三次未达到公布的数值。</translation>
    </message>
</context>
<context>
    <name>BenchmarkPage</name>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Means over each set, with the published figures</source>
        <translation>每个测试集的平均值及公布的数值</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Every picture of a set</source>
        <translation>测试集中的每张图片</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>PSNR against time and weights, and differences of two methods</source>
        <translation>PSNR 与时间、权重数的关系，以及两种方法之差</translation>
    </message>
    <message>
        <source>Sets</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Where the published sets come from, and whether yours are complete</source>
        <translation>公布的测试集来自哪里，您的是否完整</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器</translation>
    </message>
    <message>
        <source>Sparse coding seen as a network: its atoms beside SRCNN&apos;s filters</source>
        <translation>把稀疏编码看作网络：其原子与 SRCNN 的滤波器对照</translation>
    </message>
    <message>
        <source>Opinions</source>
        <translation>观感评测</translation>
    </message>
    <message>
        <source>Which pictures look best? A blind test with people (MOS)</source>
        <translation>哪种图片看起来最好？由人进行的盲测（MOS）</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>One picture: truth, bicubic, models, error maps</source>
        <translation>单张图片：原图、双三次、各模型、误差图</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>BenchmarkSetup</name>
    <message>
        <source>Tick a set of pictures first, or add a folder.</source>
        <translation>请先勾选一个图片集，或添加文件夹。</translation>
    </message>
    <message>
        <source>Tick a model first.</source>
        <translation>请先勾选一个模型。</translation>
    </message>
    <message>
        <source>Choose a scale first.</source>
        <translation>请先选择倍数。</translation>
    </message>
</context>
<context>
    <name>BenchmarkViewer</name>
    <message>
        <source>Open a picture of the list to see it beside its truth: double click or Enter.</source>
        <translation>打开列表中的图片即可与原图对照：双击或按 Enter。</translation>
    </message>
</context>
<context>
    <name>ChartsView</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>PSNR against the time for a picture</source>
        <translation>PSNR 与每张图片用时</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>PSNR against the number of weights</source>
        <translation>PSNR 与权重数</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>How much better one method is than another, picture by picture</source>
        <translation>逐张图片比较一种方法比另一种好多少</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>The set and scale that are shown</source>
        <translation>所显示的测试集与倍数</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>The method whose lead is shown</source>
        <translation>显示其领先程度的方法</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>相比于</translation>
    </message>
    <message>
        <source>The method that it is compared with</source>
        <translation>与之比较的方法</translation>
    </message>
    <message>
        <source>Save...</source>
        <translation>保存...</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Save the chart as PNG, with its protocol</source>
        <translation>将图表连同协议保存为 PNG</translation>
    </message>
    <message>
        <source>Nothing was measured here by this protocol yet.</source>
        <translation>尚未按此协议在此测量。</translation>
    </message>
    <message>
        <source>{place}: PSNR against time</source>
        <translation>{place}：PSNR 与时间</translation>
    </message>
    <message>
        <source>seconds a picture</source>
        <translation>秒/张</translation>
    </message>
    <message>
        <source>{place}: PSNR against the number of weights</source>
        <translation>{place}：PSNR 与权重数</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重数</translation>
    </message>
    <message>
        <source>{place}: {first} less {second}, picture by picture</source>
        <translation>{place}：逐张图片 {first} 减 {second}</translation>
    </message>
    <message>
        <source>pictures, sorted</source>
        <translation>图片（已排序）</translation>
    </message>
    <message>
        <source>difference of PSNR (dB)</source>
        <translation>PSNR 之差 (dB)</translation>
    </message>
    <message>
        <source>No picture was measured by both methods here yet.</source>
        <translation>此处还没有图片同时用两种方法测量过。</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Error from 0 (black) to {most} levels of 255 or more (yellow)</source>
        <translation>误差从 0（黑色）到 255 级中的 {most} 级及以上（黄色）</translation>
    </message>
</context>
<context>
    <name>CompareToolbar</name>
    <message>
        <source>Comparison</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Zoom: 100 % shows each pixel of the result as one pixel of the screen</source>
        <translation>缩放：100 % 表示结果的每个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>How the original is brought to the size of the result</source>
        <translation>原图以何种方式放大到结果的尺寸</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Measuring...</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>Difference to bicubic, x{gain}</source>
        <translation>与双三次的差异，×{gain}</translation>
    </message>
    <message>
        <source>{name}, bicubic</source>
        <translation>{name}（双三次）</translation>
    </message>
    <message>
        <source>Original and upscaled picture. Arrow keys move it, plus and minus zoom, holding Space shows the original, Shift with the left and right arrow moves the divider, with up and down it amplifies the difference.</source>
        <translation>原图与放大后的图片。方向键移动图片，加号和减号缩放，按住空格键显示原图，Shift 加左右方向键移动分隔线，加上下方向键调整差异的放大倍数。</translation>
    </message>
    <message>
        <source>The picture cannot be shown: its working file is gone or incomplete. Open the picture again.</source>
        <translation>无法显示图片：其工作文件已丢失或不完整。请重新打开图片。</translation>
    </message>
</context>
<context>
    <name>CostController</name>
    <message>
        <source>file about {size}</source>
        <translation>文件约 {size}</translation>
    </message>
    <message>
        <source>the disk has only {size} left</source>
        <translation>磁盘只剩 {size}</translation>
    </message>
    <message>
        <source>{size} free</source>
        <translation>剩余空间 {size}</translation>
    </message>
    <message>
        <source>meanwhile {disk} of disk and about {memory} of memory</source>
        <translation>期间占用磁盘 {disk}、内存约 {memory}</translation>
    </message>
    <message>
        <source>for that the disk has only {size} left</source>
        <translation>为此磁盘只剩 {size}</translation>
    </message>
    <message>
        <source>the model runs {count} times</source>
        <translation>模型运行 {count} 次</translation>
    </message>
    <message>
        <source>time not measured yet</source>
        <translation>耗时尚未测量</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>不到 1 秒</translation>
    </message>
    <message>
        <source>about {time}</source>
        <translation>约 {time}</translation>
    </message>
</context>
<context>
    <name>Curves</name>
    <message>
        <source>{name}: a click hides or shows it</source>
        <translation>{name}：点击可隐藏或显示</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>D(real), D(fake)</source>
        <translation>D(真), D(假)</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Taken for real (share)</source>
        <translation>判为真的比例</translation>
    </message>
    <message>
        <source>Patches per second</source>
        <translation>每秒图块数</translation>
    </message>
    <message>
        <source>Memory (MB)</source>
        <translation>内存 (MB)</translation>
    </message>
    <message>
        <source>Loss (L1)</source>
        <translation>损失 (L1)</translation>
    </message>
    <message>
        <source>Loss (MSE)</source>
        <translation>损失 (MSE)</translation>
    </message>
    <message>
        <source>Loss (RMSE)</source>
        <translation>损失 (RMSE)</translation>
    </message>
    <message>
        <source>Loss (Charbonnier)</source>
        <translation>损失 (Charbonnier)</translation>
    </message>
    <message>
        <source>Loss (half L2)</source>
        <translation>损失 (L2 的一半)</translation>
    </message>
    <message>
        <source>Discriminator</source>
        <translation>判别器</translation>
    </message>
    <message>
        <source>Generator</source>
        <translation>生成器</translation>
    </message>
    <message>
        <source>Content share</source>
        <translation>内容部分</translation>
    </message>
    <message>
        <source>Adversarial share</source>
        <translation>对抗部分</translation>
    </message>
    <message>
        <source>Spectrum share</source>
        <translation>频谱部分</translation>
    </message>
    <message>
        <source>Pixel share</source>
        <translation>像素部分</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation>平滑后</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Time (hours)</source>
        <translation>时间 (小时)</translation>
    </message>
    <message>
        <source>Time (minutes)</source>
        <translation>时间 (分)</translation>
    </message>
    <message>
        <source>Time (seconds)</source>
        <translation>时间 (秒)</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
    <message>
        <source>Epoch {epoch}</source>
        <translation>第 {epoch} 轮</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>CurvesToolbar</name>
    <message>
        <source>Plots</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Bottom axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>What the bottom axis counts; time is without the breaks between two sessions</source>
        <translation>横轴的计量；时间不含两次会话之间的间隔</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Weight of what came before in the moving average of noisy curves; left end: no average</source>
        <translation>带噪曲线滑动平均中先前数值的权重；最左端：不平均</translation>
    </message>
    <message>
        <source>Two plots</source>
        <translation>两个图表</translation>
    </message>
    <message>
        <source>Show two plots, one above the other</source>
        <translation>上下显示两个图表</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show everything; a double click does so too</source>
        <translation>显示全部；双击也可以</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save the plots or their numbers</source>
        <translation>保存图表或其数值</translation>
    </message>
    <message>
        <source>Save as a picture (PNG)...</source>
        <translation>存为图片 (PNG)...</translation>
    </message>
    <message>
        <source>Save as a drawing (SVG)...</source>
        <translation>存为矢量图 (SVG)...</translation>
    </message>
    <message>
        <source>Save the numbers (CSV)...</source>
        <translation>保存数值 (CSV)...</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Curves appear here when training starts</source>
        <translation>训练开始后，曲线显示在这里</translation>
    </message>
</context>
<context>
    <name>DataCheck</name>
    <message>
        <source>Looking at the pictures...</source>
        <translation>正在检查图片...</translation>
    </message>
    <message>
        <source>{pictures} pictures, all usable.</source>
        <translation>{pictures} 张图片，全部可用。</translation>
    </message>
    <message>
        <source>{pictures} usable pictures; remarks: {found}, see the tab Data.</source>
        <translation>{pictures} 张图片可用；提示：{found} 条，见“数据”页。</translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message>
        <source>2  Pictures to learn from</source>
        <translation>2  用于学习的图片</translation>
    </message>
    <message>
        <source>Folders of pictures</source>
        <translation>图片文件夹</translation>
    </message>
    <message>
        <source>Every picture in these folders is learned from, but for a few held out for validation</source>
        <translation>这些文件夹中的图片都用于学习，只留出少数几张作验证</translation>
    </message>
    <message>
        <source>Drop folders of sharp pictures here. The network learns to undo their shrinking.</source>
        <translation>把装有清晰图片的文件夹拖到这里。网络学习如何还原被缩小的图片。</translation>
    </message>
    <message>
        <source>Add...</source>
        <translation>添加...</translation>
    </message>
    <message>
        <source>Add a folder of pictures</source>
        <translation>添加一个图片文件夹</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the marked folders from the list; no file is deleted</source>
        <translation>把选中的文件夹从列表中移除；不会删除任何文件</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Look for damaged, small or double pictures, and show what is fed</source>
        <translation>查找损坏、过小或重复的图片，并显示送入网络的内容</translation>
    </message>
</context>
<context>
    <name>DataView</name>
    <message>
        <source>cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>smaller than a patch</source>
        <translation>比图块小</translation>
    </message>
    <message>
        <source>there twice</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>a benchmark picture</source>
        <translation>基准测试图片</translation>
    </message>
    <message>
        <source>strongly compressed</source>
        <translation>压缩严重</translation>
    </message>
    <message>
        <source>does not match its partner</source>
        <translation>与配对图片不符</translation>
    </message>
    <message>
        <source>Patch {number}: what is fed, and the truth</source>
        <translation>图块 {number}：输入与真值</translation>
    </message>
    <message>
        <source>The run that is shown warned:</source>
        <translation>当前显示的训练给出的警告：</translation>
    </message>
    <message>
        <source>What the network is fed, and the truth</source>
        <translation>送入网络的内容与真值</translation>
    </message>
    <message>
        <source>Pictures with findings</source>
        <translation>有问题的图片</translation>
    </message>
    <message>
        <source>The first patches of this very training</source>
        <translation>本次训练的头几个图块</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>发现的问题</translation>
    </message>
    <message>
        <source>Pictures that are left out, or that you should know of</source>
        <translation>被略过或值得留意的图片</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Press Check beside the folders to see what is in them.</source>
        <translation>按文件夹旁的“检查”，查看其中的内容。</translation>
    </message>
    <message>
        <source>{pictures} pictures, {megapixels} megapixels: {training} to learn from, {validation} for validation.</source>
        <translation>{pictures} 张图片，{megapixels} 百万像素：{training} 张用于学习，{validation} 张用于验证。</translation>
    </message>
    <message>
        <source>Sides of {smallest} to {largest} pixels; a patch can be cut at {patches} places.</source>
        <translation>边长 {smallest} 到 {largest} 像素；可在 {patches} 处截取图块。</translation>
    </message>
    <message>
        <source>Median JPEG quality: {quality}</source>
        <translation>JPEG 质量中位数：{quality}</translation>
    </message>
    <message>
        <source>{finding}: {count}</source>
        <translation>{finding}：{count}</translation>
    </message>
    <message>
        <source>Nothing is wrong with them.</source>
        <translation>没有发现问题。</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Engine ready</source>
        <translation>引擎就绪</translation>
    </message>
    <message>
        <source>Engine stopped</source>
        <translation>引擎已停止</translation>
    </message>
    <message>
        <source>Engine is starting...</source>
        <translation>引擎正在启动...</translation>
    </message>
    <message>
        <source>The settings could not be read, so all are as new; the damaged file was kept as {name}.</source>
        <translation>无法读取设置，已全部恢复默认；损坏的文件保留为 {name}。</translation>
    </message>
</context>
<context>
    <name>DeviceEditor</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Save the result</source>
        <translation>保存结果</translation>
    </message>
    <message>
        <source>Save the settings as a preset</source>
        <translation>将设置存为预设</translation>
    </message>
    <message>
        <source>Load a preset</source>
        <translation>载入预设</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>SR Desktop {version}

Makes pictures larger with neural networks, on this computer alone. Nothing is sent anywhere.</source>
        <translation>SR Desktop {version}

用神经网络放大图片，全部在本机完成，不会向任何地方发送数据。</translation>
    </message>
    <message>
        <source>MIT licence. Made with Qt {qt} (LGPL) and PyTorch.</source>
        <translation>MIT 许可证。使用 Qt {qt}（LGPL）和 PyTorch 制作。</translation>
    </message>
    <message>
        <source>About SR Desktop</source>
        <translation>关于 SR Desktop</translation>
    </message>
    <message>
        <source>Licences...</source>
        <translation>许可证...</translation>
    </message>
    <message>
        <source>The program made a mistake. Your files are untouched.</source>
        <translation>程序出错了。您的文件没有受到影响。</translation>
    </message>
    <message>
        <source>You can go on working. The details are in {log}.</source>
        <translation>您可以继续工作。详情见 {log}。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Choose model files</source>
        <translation>选择模型文件</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Weights alone (*.safetensors)</source>
        <translation>仅权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>Export the model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Save the curves</source>
        <translation>保存曲线</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>Save the ratings</source>
        <translation>保存评分</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
    <message>
        <source>Save the comparison strip</source>
        <translation>保存对比图</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Drop a picture here</source>
        <translation>将图片拖放到这里</translation>
    </message>
    <message>
        <source>JPEG, PNG, WebP, TIFF, AVIF, BMP or GIF. Nothing leaves this computer; files are never changed.</source>
        <translation>JPEG、PNG、WebP、TIFF、AVIF、BMP、GIF。图片不离开本机，原文件不变。</translation>
    </message>
    <message>
        <source>No picture at hand? Try one of these:</source>
        <translation>手边没有图片？试试这几张：</translation>
    </message>
    <message>
        <source>Or watch a small network learn from these three pictures. It beats bicubic within five minutes.</source>
        <translation>也可以看一个小网络从这三张图片中学习，五分钟内就会超过双三次插值。</translation>
    </message>
</context>
<context>
    <name>EstimateSection</name>
    <message>
        <source>4  Time and memory</source>
        <translation>4  时间与内存</translation>
    </message>
    <message>
        <source>Measuring...</source>
        <translation>正在测量...</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估算</translation>
    </message>
    <message>
        <source>Train for a few seconds to see how long it will take and what fits the memory</source>
        <translation>试训几秒，看看需要多长时间、内存能容纳多少</translation>
    </message>
    <message>
        <source>Measure a few steps on this computer before you start.</source>
        <translation>开始之前先在本机测量几步。</translation>
    </message>
    <message>
        <source>{time} on {device}, {speed} steps a second, {memory} MB; the largest batch that fits is {batch}.</source>
        <translation>在 {device} 上约需 {time}，每秒 {speed} 步，{memory} MB；能容纳的最大批大小为 {batch}。</translation>
    </message>
</context>
<context>
    <name>ExperimentsView</name>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Experiments of the papers, ready to run on your pictures</source>
        <translation>论文中的实验，可直接在您的图片上运行</translation>
    </message>
    <message>
        <source>Quick size</source>
        <translation>快速规模</translation>
    </message>
    <message>
        <source>Ends within minutes and shows the tendency only; the full size takes hours or days</source>
        <translation>几分钟内结束，只显示趋势；完整规模需要数小时到数天</translation>
    </message>
    <message>
        <source>Start the experiment</source>
        <translation>开始实验</translation>
    </message>
    <message>
        <source>Train every variant, one after another, on the pictures at the left</source>
        <translation>用左侧的图片依次训练每个变体</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>Against bicubic</source>
        <translation>相对双三次</translation>
    </message>
    <message>
        <source>PSNR of the variants over their steps</source>
        <translation>各变体的 PSNR 随步数的变化</translation>
    </message>
    <message>
        <source>Variants: {names}</source>
        <translation>变体：{names}</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>Back to the preset: {value}</source>
        <translation>恢复预设值：{value}</translation>
    </message>
    <message>
        <source>Reset: {name}</source>
        <translation>重置：{name}</translation>
    </message>
</context>
<context>
    <name>FileManager</name>
    <message>
        <source>No file manager could be started; the folder is {folder}</source>
        <translation>无法启动文件管理器；文件夹是 {folder}</translation>
    </message>
</context>
<context>
    <name>FolderRow</name>
    <message>
        <source>Beside each picture</source>
        <translation>与每张图片放在一起</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show this folder in the file manager</source>
        <translation>在文件管理器中显示此文件夹</translation>
    </message>
    <message>
        <source>Change...</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Choose another folder; holds at once</source>
        <translation>选择其他文件夹，立即生效</translation>
    </message>
    <message>
        <source>Usual place</source>
        <translation>默认位置</translation>
    </message>
    <message>
        <source>Back to the folder that a new program has</source>
        <translation>恢复为程序的默认文件夹</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Where upscaled pictures are saved</source>
        <translation>放大后的图片保存在这里</translation>
    </message>
    <message>
        <source>Training runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Where trainings keep their curves and weights; older runs stay put</source>
        <translation>训练的曲线和权重保存在这里；以前的训练留在原处</translation>
    </message>
    <message>
        <source>Benchmark sets</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Where published sets go that you download; older ones stay put</source>
        <translation>下载的公开测试集存放在这里；以前下载的留在原处</translation>
    </message>
    <message>
        <source>Your models</source>
        <translation>我的模型</translation>
    </message>
    <message>
        <source>Models that you added, or trained and chose to use</source>
        <translation>您添加的模型，以及训练后选择使用的模型</translation>
    </message>
    <message>
        <source>Settings and logs</source>
        <translation>设置与日志</translation>
    </message>
    <message>
        <source>Settings, presets, history, queues and logs of the program</source>
        <translation>程序的设置、预设、历史、队列和日志</translation>
    </message>
</context>
<context>
    <name>FoldersSection</name>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Arrow keys and Page Down scroll, Esc closes</source>
        <translation>用方向键和 Page Down 滚动，按 Esc 关闭</translation>
    </message>
</context>
<context>
    <name>HelpDesk</name>
    <message>
        <source>The report is on the clipboard. Nothing was sent.</source>
        <translation>报告已放到剪贴板。没有发送任何内容。</translation>
    </message>
    <message>
        <source>The program crashed the last time. A report helps to mend it; nothing is sent by itself.</source>
        <translation>程序上次崩溃了。报告有助于修复问题；程序不会自行发送任何内容。</translation>
    </message>
</context>
<context>
    <name>HistoryController</name>
    <message>
        <source>Forget all results in the list?</source>
        <translation>忘记列表中的所有结果？</translation>
    </message>
    <message>
        <source>The pictures themselves stay where they are.</source>
        <translation>图片本身仍留在原处。</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>HistoryPage</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Results that you saved, with the settings that made them. Nothing leaves this computer.</source>
        <translation>您保存过的结果及其设置。任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Choose a result to go on from there</source>
        <translation>选择一个结果以继续</translation>
    </message>
    <message>
        <source>Note results that I save</source>
        <translation>记录我保存的结果</translation>
    </message>
    <message>
        <source>Off: nothing is noted; what is here stays</source>
        <translation>关闭：不再记录；已有的保留</translation>
    </message>
    <message>
        <source>Clear...</source>
        <translation>清空…</translation>
    </message>
    <message>
        <source>Forget all of them; the pictures stay where they are</source>
        <translation>全部忘记；图片仍留在原处</translation>
    </message>
    <message>
        <source>Redo with these settings</source>
        <translation>用这些设置重做</translation>
    </message>
    <message>
        <source>Open the original and upscale it again like this</source>
        <translation>打开原图并再次这样放大</translation>
    </message>
    <message>
        <source>Open result</source>
        <translation>打开结果</translation>
    </message>
    <message>
        <source>Show the result beside its original</source>
        <translation>将结果与原图并排显示</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Open the folder in which the result is</source>
        <translation>打开结果所在的文件夹</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Take this one from the list; the picture stays where it is</source>
        <translation>从列表中移除；图片仍留在原处</translation>
    </message>
    <message>
        <source>Nothing is noted yet: results stand here when you have saved them. Nothing leaves this computer.</source>
        <translation>还没有记录：保存结果后会出现在这里。任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>the file was changed since</source>
        <translation>文件之后被更改</translation>
    </message>
    <message>
        <source>the file is gone</source>
        <translation>文件已不在</translation>
    </message>
    <message>
        <source>self-ensemble</source>
        <translation>自集成</translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message>
        <source>Kernel sizes</source>
        <translation>卷积核大小</translation>
    </message>
    <message>
        <source>Sides of the kernels f1, f2, ... of the layers, first to last.</source>
        <translation>各层卷积核 f1、f2…… 的边长，从第一层到最后一层。</translation>
    </message>
    <message>
        <source>Widths</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Filters n1, n2, ... of the layers before the last.</source>
        <translation>除最后一层外各层的滤波器数 n1、n2……</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>The factor by which the network enlarges.</source>
        <translation>网络放大的倍数。</translation>
    </message>
    <message>
        <source>Residual blocks</source>
        <translation>残差块</translation>
    </message>
    <message>
        <source>How many residual blocks there are, the paper&apos;s B of 16.</source>
        <translation>残差块的数目，论文中的 B 为 16。</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>Filters of each layer but the last.</source>
        <translation>除最后一层外每层的滤波器数。</translation>
    </message>
    <message>
        <source>Batch normalisation</source>
        <translation>批归一化</translation>
    </message>
    <message>
        <source>Normalise after each convolution; off gives the plainer blocks of EDSR (Lim et al. 2017).</source>
        <translation>每次卷积后归一化；关闭则为 EDSR (Lim et al. 2017) 的简化残差块。</translation>
    </message>
    <message>
        <source>Depth</source>
        <translation>深度</translation>
    </message>
    <message>
        <source>Weight layers, the paper&apos;s D of 5 to 20.</source>
        <translation>权重层数，论文中的 D 为 5 到 20。</translation>
    </message>
    <message>
        <source>Residual</source>
        <translation>残差</translation>
    </message>
    <message>
        <source>The input is added to the answer, so that only the difference is learned.</source>
        <translation>把输入加到输出上，网络只学习差值。</translation>
    </message>
    <message>
        <source>Allow a random start</source>
        <translation>允许随机初始化</translation>
    </message>
    <message>
        <source>Train the generator without the weights of an SRResNet to start from.</source>
        <translation>不用 SRResNet 的权重作起点来训练生成器。</translation>
    </message>
    <message>
        <source>Content loss</source>
        <translation>内容损失</translation>
    </message>
    <message>
        <source>What pictures are compared by: the squared difference of pixels, or of VGG-19&apos;s features after its layer 2,2 or 5,4.</source>
        <translation>用什么比较图片：像素的平方差，或 VGG-19 第 2,2 层或 5,4 层之后的特征。</translation>
    </message>
    <message>
        <source>Pixels (MSE)</source>
        <translation>像素 (MSE)</translation>
    </message>
    <message>
        <source>VGG 2,2</source>
        <translation>VGG 2,2</translation>
    </message>
    <message>
        <source>VGG 5,4</source>
        <translation>VGG 5,4</translation>
    </message>
    <message>
        <source>VGG-19 weights</source>
        <translation>VGG-19 权重</translation>
    </message>
    <message>
        <source>The file with VGG-19&apos;s weights, which its features need; nothing: the one in the program&apos;s folder.</source>
        <translation>VGG-19 权重文件，计算其特征时需要；留空：使用程序文件夹中的文件。</translation>
    </message>
    <message>
        <source>Content weight</source>
        <translation>内容权重</translation>
    </message>
    <message>
        <source>Factor of the content part of the loss.</source>
        <translation>损失中内容部分的系数。</translation>
    </message>
    <message>
        <source>Pixel weight</source>
        <translation>像素权重</translation>
    </message>
    <message>
        <source>Factor of the mean difference of pixels, added to VGG&apos;s: it keeps colours, which VGG&apos;s features hardly see; 0: as in the paper.</source>
        <translation>像素平均差的系数，加到 VGG 损失上：它能保持 VGG 特征几乎看不到的颜色；0：与论文相同。</translation>
    </message>
    <message>
        <source>Spectrum weight</source>
        <translation>频谱权重</translation>
    </message>
    <message>
        <source>Factor of the difference of spectra, added to VGG's: it keeps a fine pattern, which VGG's features take for texture, out of the pictures; 0: as in the paper.</source>
        <translation>频谱差异的系数，加到 VGG 部分上：使图片不出现被 VGG 特征当作纹理的细密图案；0：与论文一致。</translation>
    </message>
    <message>
        <source>Adversarial weight</source>
        <translation>对抗权重</translation>
    </message>
    <message>
        <source>Factor of the adversarial part of the loss.</source>
        <translation>损失中对抗部分的系数。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Id of the model; weights of the same name and another scale belong together.</source>
        <translation>模型的标识；名称相同而倍数不同的权重属于同一模型。</translation>
    </message>
    <message>
        <source>letters, digits, - and _</source>
        <translation>字母、数字、- 和 _</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>What the model is called in the picker; nothing: as its network.</source>
        <translation>模型在选择列表中的名称；留空：与网络同名。</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>The network that is trained.</source>
        <translation>要训练的网络。</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>The way of training: supervised, or srgan against a discriminator.</source>
        <translation>训练方式：监督训练，或与判别器对抗的 srgan。</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Factors that one set of weights serves.</source>
        <translation>一组权重所支持的放大倍数。</translation>
    </message>
    <message>
        <source>Other network options</source>
        <translation>其他网络选项</translation>
    </message>
    <message>
        <source>Options of the network, as in a job file: depth = 20, residual = true.</source>
        <translation>网络的选项，写法同任务文件：depth = 20, residual = true。</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Which pictures to learn from, and how patches are cut from them.</source>
        <translation>用哪些图片学习，以及如何从中截取图块。</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How the weights are changed.</source>
        <translation>权重如何改变。</translation>
    </message>
    <message>
        <source>GAN</source>
        <translation>GAN</translation>
    </message>
    <message>
        <source>How a generator learns against a discriminator, for the recipe srgan.</source>
        <translation>配方 srgan 中生成器如何与判别器对抗学习。</translation>
    </message>
    <message>
        <source>Steps between validations</source>
        <translation>验证间隔步数</translation>
    </message>
    <message>
        <source>Updates after which PSNR and SSIM are measured on the validation pictures.</source>
        <translation>每经过这么多次更新，就在验证图片上测量 PSNR 和 SSIM。</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>早停耐心值</translation>
    </message>
    <message>
        <source>Validations without a better PSNR after which the run ends early; 0: never.</source>
        <translation>PSNR 连续这么多次验证没有提高就提前结束；0：从不。</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>保存间隔</translation>
    </message>
    <message>
        <source>Seconds between savings of the state that a run resumes from.</source>
        <translation>每隔多少秒保存一次检查点，训练可从中恢复。</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>TensorBoard files</source>
        <translation>TensorBoard 文件</translation>
    </message>
    <message>
        <source>Write losses, learning rate, PSNR and SSIM for TensorBoard as well; needs the package tensorboard.</source>
        <translation>同时为 TensorBoard 写入损失、学习率、PSNR 和 SSIM；需要 tensorboard 软件包。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Everything random follows from it.</source>
        <translation>一切随机性都由它决定。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the network is trained; auto takes the fastest.</source>
        <translation>网络在哪里训练；auto 选择最快的设备。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Threads of the processor that may be used; 0: as many as it has cores.</source>
        <translation>可使用的处理器线程数；0：与核心数相同。</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Under which the trained weights may be passed on.</source>
        <translation>训练所得权重可按此许可传播。</translation>
    </message>
    <message>
        <source>Pictures in</source>
        <translation>图片位置</translation>
    </message>
    <message>
        <source>The folder that holds the folders of pictures.</source>
        <translation>包含各图片文件夹的文件夹。</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Names of folders of pictures to learn from.</source>
        <translation>用于学习的图片文件夹的名称。</translation>
    </message>
    <message>
        <source>one folder of pictures or more</source>
        <translation>至少一个图片文件夹</translation>
    </message>
    <message>
        <source>Validation pictures</source>
        <translation>验证图片</translation>
    </message>
    <message>
        <source>Pictures held out for choosing the best weights.</source>
        <translation>留出用于选择最佳权重的图片。</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>张图片</translation>
    </message>
    <message>
        <source>Training pictures at most</source>
        <translation>训练图片上限</translation>
    </message>
    <message>
        <source>How many pictures to learn from, chosen by their content; a larger choice holds the smaller; 0: all.</source>
        <translation>用多少张图片学习，按内容选取；较大的集合包含较小的；0：全部。</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>图块大小</translation>
    </message>
    <message>
        <source>Side of a network input in pixels, on the upscaled grid for luminance networks.</source>
        <translation>网络输入的边长（像素）；亮度网络按放大后的网格计。</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Also shrunk to</source>
        <translation>另外缩小到</translation>
    </message>
    <message>
        <source>Factors by which each picture is also shrunk before use, for more pictures.</source>
        <translation>每张图片另外按这些比例缩小后使用，以增加图片。</translation>
    </message>
    <message>
        <source>Pictures alike</source>
        <translation>图片均等</translation>
    </message>
    <message>
        <source>Each picture gives as many patches as any other, however small it is; else, each place in them is as likely as any other, and large pictures give most.</source>
        <translation>无论大小，每张图片提供同样多的图块；否则图中每个位置的机会相同，大图片提供的图块最多。</translation>
    </message>
    <message>
        <source>Places to choose from</source>
        <translation>候选位置数</translation>
    </message>
    <message>
        <source>How many places are drawn for each patch; the one with most detail is learned from. 1: all places alike.</source>
        <translation>每个图块随机抽取多少个位置，取其中细节最多的一个用于学习。1：所有位置机会均等。</translation>
    </message>
    <message>
        <source>Share recoloured</source>
        <translation>变换颜色的比例</translation>
    </message>
    <message>
        <source>The share of the patches that are shown in other colours and tones: channels exchanged, turned over, flattened and moved. It teaches pure colours, which photographs hardly have. 0: none.</source>
        <translation>以其他颜色和色调显示的图块所占比例：交换、反转、压平并平移各通道。这样能学到照片中少见的纯色。0：不变换。</translation>
    </message>
    <message>
        <source>Flips and rotations</source>
        <translation>翻转与旋转</translation>
    </message>
    <message>
        <source>Patches are also shown flipped and turned, which makes eight of one.</source>
        <translation>图块也以翻转和旋转的形式出现，一变为八。</translation>
    </message>
    <message>
        <source>Degradation</source>
        <translation>退化方式</translation>
    </message>
    <message>
        <source>How low-resolution pictures are made: bicubic; Gaussian blur and decimation, as in the texts of SRCNN and SRGAN; or as a camera does, bicubic with noise and JPEG.</source>
        <translation>低分辨率图片的生成方式：双三次；高斯模糊加下采样（如 SRCNN 和 SRGAN 论文所述）；或模拟相机，双三次加噪声和 JPEG 压缩。</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>Gaussian blur and decimation</source>
        <translation>高斯模糊加下采样</translation>
    </message>
    <message>
        <source>Bicubic, noise and JPEG</source>
        <translation>双三次、噪声与 JPEG</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>模糊</translation>
    </message>
    <message>
        <source>Standard deviation of the Gaussian blur, in pixels of the large picture; 0: 0.4 times the factor.</source>
        <translation>高斯模糊的标准差，以大图的像素计；0：倍数的 0.4 倍。</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Standard deviation of the camera&apos;s noise, in steps of an 8-bit picture.</source>
        <translation>相机噪声的标准差，以 8 位图片的级数计。</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG 质量</translation>
    </message>
    <message>
        <source>Quality of the camera&apos;s JPEG files; 0: none are made.</source>
        <translation>相机 JPEG 文件的质量；0：不生成。</translation>
    </message>
    <message>
        <source>Also measured</source>
        <translation>另外测量</translation>
    </message>
    <message>
        <source>Folders such as Set5 that are measured at each validation; they never decide which weights are best.</source>
        <translation>每次验证时另外测量的文件夹，例如 Set5；它们不决定哪组权重最佳。</translation>
    </message>
    <message>
        <source>folders of pictures, or none</source>
        <translation>图片文件夹，或留空</translation>
    </message>
    <message>
        <source>Low-resolution folders</source>
        <translation>低分辨率文件夹</translation>
    </message>
    <message>
        <source>Folders with low-resolution pictures, named as their originals, one for each folder; none: they are made.</source>
        <translation>存放低分辨率图片的文件夹，与原图同名，每个图片文件夹对应一个；留空：自动生成。</translation>
    </message>
    <message>
        <source>as many as there are folders of pictures, or none</source>
        <translation>与图片文件夹数目相同，或留空</translation>
    </message>
    <message>
        <source>Pictures are kept</source>
        <translation>图片存放</translation>
    </message>
    <message>
        <source>In memory, or in a file of the run&apos;s folder for sets that are larger than the memory.</source>
        <translation>放在内存中，或对大于内存的图片集放在运行文件夹的文件中。</translation>
    </message>
    <message>
        <source>In memory</source>
        <translation>在内存中</translation>
    </message>
    <message>
        <source>On disk</source>
        <translation>在磁盘上</translation>
    </message>
    <message>
        <source>one factor with this network, {least} to {most}</source>
        <translation>此网络只支持一个倍数，{least} 到 {most}</translation>
    </message>
    <message>
        <source>options that have no field of their own</source>
        <translation>没有单独字段的选项</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Updates of the weights in all.</source>
        <translation>权重更新的总次数。</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Patches in one pass through the network.</source>
        <translation>一次通过网络的图块数。</translation>
    </message>
    <message>
        <source>Passes per update</source>
        <translation>梯度累积次数</translation>
    </message>
    <message>
        <source>Batches whose gradients are averaged for one update: large batches where memory is scarce.</source>
        <translation>每次更新所平均的梯度批数：内存不足时可借此实现大批量。</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Adam, SGD with momentum, or Muon: momentum made orthogonal for the kernels between the first and the last layer, Adam for the rest.</source>
        <translation>Adam、带动量的 SGD，或 Muon：对首尾两层之间的卷积核把动量正交化，其余用 Adam。</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>Muon</source>
        <translation>Muon</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The learning rate at its highest.</source>
        <translation>学习率的最高值。</translation>
    </message>
    <message>
        <source>Rate of the last layer</source>
        <translation>末层学习率</translation>
    </message>
    <message>
        <source>The highest learning rate of the last layer; 0: the same as for the others.</source>
        <translation>最后一层的最高学习率；0：与其他层相同。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Share of the last change that goes into the next one.</source>
        <translation>上一次改变量进入下一次的比例。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>How strongly the weights are pulled towards 0.</source>
        <translation>权重被拉向 0 的强度。</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>How the learning rate changes: not at all, along a cosine down to its lowest share, or divided by 10 at every drop.</source>
        <translation>学习率如何变化：不变、沿余弦降到最低比例，或每次下降除以 10。</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Drops</source>
        <translation>阶梯下降</translation>
    </message>
    <message>
        <source>Steps between drops</source>
        <translation>下降间隔步数</translation>
    </message>
    <message>
        <source>Updates after which the schedule of drops divides the learning rate by 10.</source>
        <translation>阶梯下降计划每经过这么多次更新把学习率除以 10。</translation>
    </message>
    <message>
        <source>Lowest share of the rate</source>
        <translation>最低学习率比例</translation>
    </message>
    <message>
        <source>Where the cosine ends, as a share of the learning rate.</source>
        <translation>余弦的终点，相对于学习率的比例。</translation>
    </message>
    <message>
        <source>Warm-up steps</source>
        <translation>预热步数</translation>
    </message>
    <message>
        <source>Updates at the start during which the learning rate rises from 0.</source>
        <translation>开始时学习率从 0 上升所用的更新次数。</translation>
    </message>
    <message>
        <source>Gradient clipping</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Off, by the norm of all gradients, or adjustable: each value to the clip value divided by the present learning rate (VDSR, section 3.2).</source>
        <translation>关闭、按全部梯度的范数，或可调：把每个值裁剪到裁剪值除以当前学习率 (VDSR 第 3.2 节)。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>By norm</source>
        <translation>按范数</translation>
    </message>
    <message>
        <source>Adjustable</source>
        <translation>可调</translation>
    </message>
    <message>
        <source>Clip value</source>
        <translation>裁剪值</translation>
    </message>
    <message>
        <source>The largest norm, or theta of the adjustable clipping.</source>
        <translation>最大范数，或可调裁剪的 theta。</translation>
    </message>
    <message>
        <source>Averaging</source>
        <translation>权重平均</translation>
    </message>
    <message>
        <source>Decay of the moving average of the weights, which is what is kept; 0: off.</source>
        <translation>权重滑动平均的衰减率，保留的就是平均后的权重；0：关闭。</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>What is made small: the absolute difference, its square, the root of the mean square of each patch, Charbonnier&apos;s blend of both, or half the summed square a patch, as VDSR writes it. Squares learn most from what is hardest: large factors, dense texture; roots give every patch its part.</source>
        <translation>要减小的量：绝对差、平方差、每图块均方的平方根、介于两者之间的 Charbonnier，或 VDSR 所写的每图块平方和的一半。平方主要从最难处学习：大倍数和密集纹理；平方根则让每个图块都起作用。</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2</translation>
    </message>
    <message>
        <source>Root of L2 by patch</source>
        <translation>每图块 L2 的平方根</translation>
    </message>
    <message>
        <source>Charbonnier</source>
        <translation>Charbonnier</translation>
    </message>
    <message>
        <source>Half L2</source>
        <translation>1/2 L2</translation>
    </message>
    <message>
        <source>First weights</source>
        <translation>权重初始化</translation>
    </message>
    <message>
        <source>Gaussian: normal with deviation 0.001, as SRCNN. He: by the number of inputs. Identity: He&apos;s, changed so that the network starts as plain interpolation.</source>
        <translation>高斯：标准差 0.001 的正态分布，与 SRCNN 相同。He：按输入数量。恒等：在 He 的基础上修改，使网络一开始等同于普通插值。</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>高斯</translation>
    </message>
    <message>
        <source>He</source>
        <translation>He</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>恒等</translation>
    </message>
    <message>
        <source>Start from weights</source>
        <translation>起始权重</translation>
    </message>
    <message>
        <source>Weights of the same network, or of a shallower VDSR, to go on from instead; nothing: start anew.</source>
        <translation>改从同一网络或较浅的 VDSR 的已有权重继续；留空：从头开始。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Share with fewer layers</source>
        <translation>层数较少的步数比例</translation>
    </message>
    <message>
        <source>The share of the steps that a VDSR makes with only some of its layers, which is quicker; then the others, which have passed on what they got, learn too. 0: all learn from the start.</source>
        <translation>VDSR 只用部分层进行的步数所占比例，这样更快；之后其余的层（此前原样传递输入）也开始学习。0：所有层从一开始就学习。</translation>
    </message>
    <message>
        <source>Layers at first</source>
        <translation>起初的层数</translation>
    </message>
    <message>
        <source>How many layers learn in the steps with fewer layers; where there are no more, all learn from the start.</source>
        <translation>在层数较少的步数里有多少层参与学习；如果网络层数不超过它，则所有层从一开始就学习。</translation>
    </message>
    <message>
        <source>Rate with all layers</source>
        <translation>全部层学习时的学习率倍数</translation>
    </message>
    <message>
        <source>What the learning rate is multiplied by after the steps with fewer layers: the more layers learn, the lower the rate that suits them.</source>
        <translation>层数较少的步数结束后，学习率要乘以的倍数：参与学习的层越多，合适的学习率越低。</translation>
    </message>
    <message>
        <source>How exact the arithmetic is; bf16 is faster on processors and cards that know it.</source>
        <translation>运算的精度；在支持 bf16 的处理器和显卡上它更快。</translation>
    </message>
    <message>
        <source>fp32</source>
        <translation>fp32</translation>
    </message>
    <message>
        <source>bf16</source>
        <translation>bf16</translation>
    </message>
    <message>
        <source>{least} to {most}, one fewer than {field}</source>
        <translation>{least} 到 {most}，比 {field} 少一个</translation>
    </message>
    <message>
        <source>{least} to under {field}</source>
        <translation>{least} 到小于 {field}</translation>
    </message>
    <message>
        <source>odd, {least} to {most}</source>
        <translation>奇数，{least} 到 {most}</translation>
    </message>
    <message>
        <source>{least} to {most}</source>
        <translation>{least} 到 {most}</translation>
    </message>
    <message>
        <source>{least} to under {most}</source>
        <translation>{least} 到小于 {most}</translation>
    </message>
    <message>
        <source>{least} or more</source>
        <translation>{least} 或更大</translation>
    </message>
    <message>
        <source>over {least}, at most {most}</source>
        <translation>大于 {least}，至多 {most}</translation>
    </message>
    <message>
        <source>over {least}, under {most}</source>
        <translation>大于 {least}，小于 {most}</translation>
    </message>
    <message>
        <source>over {least}</source>
        <translation>大于 {least}</translation>
    </message>
    <message>
        <source>any text</source>
        <translation>任意文字</translation>
    </message>
    <message>
        <source>the path of a file, or nothing</source>
        <translation>文件路径，或留空</translation>
    </message>
    <message>
        <source>the path of a folder</source>
        <translation>文件夹路径</translation>
    </message>
    <message>
        <source>any number</source>
        <translation>任意数字</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true 或 false</translation>
    </message>
    <message>
        <source>a table of fields</source>
        <translation>字段表</translation>
    </message>
</context>
<context>
    <name>JobForm</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>All other options of the training</source>
        <translation>训练的所有其他选项</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率计划</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>GAN</source>
        <translation>GAN</translation>
    </message>
    <message>
        <source>Several are separated by commas.</source>
        <translation>多个值用逗号分隔。</translation>
    </message>
    <message>
        <source>In a job file: {name}</source>
        <translation>任务文件中的名称：{name}</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Allowed: {allowed}.</source>
        <translation>允许的值：{allowed}。</translation>
    </message>
</context>
<context>
    <name>KnownSetCard</name>
    <message>
        <source>{name}, {count} pictures</source>
        <translation>{name}，{count} 张图片</translation>
    </message>
    <message>
        <source>Authors&apos; page</source>
        <translation>作者主页</translation>
    </message>
    <message>
        <source>Open {page} in the browser</source>
        <translation>在浏览器中打开 {page}</translation>
    </message>
    <message>
        <source>Choose folder...</source>
        <translation>选择文件夹...</translation>
    </message>
    <message>
        <source>Name the folder that holds {name}</source>
        <translation>指定包含 {name} 的文件夹</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Not in the list of sets</source>
        <translation>不在测试集列表中</translation>
    </message>
    <message>
        <source>Cancel the download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>From {address}; every picture is checked against the published one</source>
        <translation>来自 {address}；每张图片都会与公布的图片核对</translation>
    </message>
</context>
<context>
    <name>KnownSets</name>
    <message>
        <source>No browser could be started; the page is {page}</source>
        <translation>无法启动浏览器；网页为 {page}</translation>
    </message>
    <message>
        <source>{name} is here, every picture checked.</source>
        <translation>{name} 已就绪，每张图片都已核对。</translation>
    </message>
</context>
<context>
    <name>KnownSetsView</name>
    <message>
        <source>Figures can be held against published ones only on the very same pictures. Nothing is downloaded unless you press a button here.</source>
        <translation>只有在完全相同的图片上，数值才能与公布的数值比较。除非您在此按下按钮，否则不会下载任何内容。</translation>
    </message>
</context>
<context>
    <name>LearnedView</name>
    <message>
        <source>Filters of the first layer</source>
        <translation>第一层的滤波器</translation>
    </message>
    <message>
        <source>Each filter in its own range, the strongest first.</source>
        <translation>每个滤波器按自身范围显示，最强的在前。</translation>
    </message>
    <message>
        <source>Feature maps of layer {number}</source>
        <translation>第 {number} 层的特征图</translation>
    </message>
    <message>
        <source>What the layer finds in the first crop, each map in its own range.</source>
        <translation>该层在第一个裁剪图中的响应，每张图按各自的取值范围显示。</translation>
    </message>
    <message>
        <source>Residual of crop {number}</source>
        <translation>裁剪图 {number} 的残差</translation>
    </message>
    <message>
        <source>Left what the network adds to bicubic, right what is missing; {gain} times as strong, around grey.</source>
        <translation>左：网络在双三次插值上增加的内容；右：缺少的内容；以灰色为零点，放大 {gain} 倍。</translation>
    </message>
    <message>
        <source>What to show</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Filters, feature maps or the residual</source>
        <translation>滤波器、特征图或残差</translation>
    </message>
    <message>
        <source>What the network learns appears here.</source>
        <translation>网络学到的内容显示在这里。</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>SR Desktop is free software and made of the free software of others:</source>
        <translation>SR Desktop 是自由软件，也使用了他人的自由软件：</translation>
    </message>
    <message>
        <source>Parts of the program</source>
        <translation>程序的组成部分</translation>
    </message>
    <message>
        <source>Choose a part to read its licence</source>
        <translation>选择一个组成部分以阅读其许可证</translation>
    </message>
    <message>
        <source>Licence text</source>
        <translation>许可证全文</translation>
    </message>
    <message>
        <source>The licence of the chosen part; Ctrl+A and Ctrl+C copy it</source>
        <translation>所选部分的许可证；按 Ctrl+A 和 Ctrl+C 复制</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Picture</source>
        <translation>图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation>训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Benchmark</source>
        <translation>基准测试(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Queue</source>
        <translation>队列(&amp;Q)</translation>
    </message>
    <message>
        <source>Drop to add to the queue</source>
        <translation>松开即可加入队列</translation>
    </message>
    <message>
        <source>Drop to open</source>
        <translation>松开即可打开</translation>
    </message>
</context>
<context>
    <name>MeasureHeader</name>
    <message>
        <source>Progress of the measurement</source>
        <translation>测量进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>{done} of {total} measurements</source>
        <translation>已测 {done}/{total}</translation>
    </message>
    <message>
        <source>{count} of them known before</source>
        <translation>其中 {count} 项为已有结果</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>正在结束</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测量完成</translation>
    </message>
    <message>
        <source>Stopped; what was measured is kept</source>
        <translation>已停止；已测结果会保留</translation>
    </message>
    <message>
        <source>Broke off; what was measured is kept</source>
        <translation>已中断；已测结果会保留</translation>
    </message>
</context>
<context>
    <name>MeasureSection</name>
    <message>
        <source>3  Scales and metrics</source>
        <translation>3  倍数与指标</translation>
    </message>
    <message>
        <source>Scale {scale}</source>
        <translation>倍数 {scale}</translation>
    </message>
    <message>
        <source>Measure at ×{scale}</source>
        <translation>在 ×{scale} 下测量</translation>
    </message>
    <message>
        <source>MS-SSIM too</source>
        <translation>同时测 MS-SSIM</translation>
    </message>
    <message>
        <source>SSIM at five scales (Wang et al. 2003); needs pictures of at least 176 pixels a side</source>
        <translation>五个尺度上的 SSIM（Wang 等，2003）；图片每边至少需要 176 像素</translation>
    </message>
    <message>
        <source>VGG-19 distance too</source>
        <translation>同时测 VGG-19 距离</translation>
    </message>
    <message>
        <source>Mean squared difference of what VGG-19 sees (conv3_1), less is better; needs its weights. Not LPIPS.</source>
        <translation>VGG-19 特征（conv3_1）的均方差，越小越好；需要其权重。不是 LPIPS。</translation>
    </message>
    <message>
        <source>The distance looks at pictures with VGG-19, whose weights are not here. Without them its figures stay empty.</source>
        <translation>感知距离用 VGG-19 观察图片，但这里没有它的权重。没有权重时，该项数值留空。</translation>
    </message>
</context>
<context>
    <name>MemoryForm</name>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Pictures that take more than a quarter of this are worked on by parts on the disk: as good, and never too large. Automatic is an eighth of this machine&apos;s memory, at most 1 GB.</source>
        <translation>占用超过其四分之一的图片会在磁盘上分块处理：效果相同，再大也不怕。自动为本机内存的八分之一，最多 1 GB。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Memory for pictures</source>
        <translation>图片可用内存</translation>
    </message>
</context>
<context>
    <name>MeterController</name>
    <message>
        <source>Result shrunk again, against the original ×{gain}: {figure}, {words}</source>
        <translation>缩小后的结果与原图之差 ×{gain}：{figure}，{words}</translation>
    </message>
    <message>
        <source>Fidelity {figure}: faithful</source>
        <translation>保真度 {figure}：忠实</translation>
    </message>
    <message>
        <source>Fidelity {figure}: close</source>
        <translation>保真度 {figure}：接近</translation>
    </message>
    <message>
        <source>Fidelity {figure}: loose</source>
        <translation>保真度 {figure}：较松</translation>
    </message>
    <message>
        <source>Fidelity {figure}: far off</source>
        <translation>保真度 {figure}：偏离较大</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>完全相同</translation>
    </message>
    <message>
        <source>nothing to speak of was invented or lost</source>
        <translation>几乎没有凭空添加或丢失</translation>
    </message>
    <message>
        <source>small things were invented or lost</source>
        <translation>有细小之处被添加或丢失</translation>
    </message>
    <message>
        <source>some detail was invented or lost</source>
        <translation>有一些细节被添加或丢失</translation>
    </message>
    <message>
        <source>much was invented or lost</source>
        <translation>有很多内容被添加或丢失</translation>
    </message>
    <message>
        <source>PSNR on Y (BT.601) of the result, shrunk by antialiased bicubic (MATLAB&apos;s imresize), against the original: whole picture, nothing rounded. From 45 dB faithful, from 38 close, from 30 loose. The heat map (Ctrl+9) shows where.</source>
        <translation>结果经抗锯齿双三次插值（MATLAB 的 imresize）缩小后，与原图在 Y（BT.601）上的 PSNR：整张图片，不取整。45 dB 起为忠实，38 起为接近，30 起为较松。热力图（Ctrl+9）显示差异所在。</translation>
    </message>
</context>
<context>
    <name>ModelAdding</name>
    <message>
        <source>Getting ready to read model files...</source>
        <translation>正在准备读取模型文件...</translation>
    </message>
    <message>
        <source>Reading {name} ({number} of {count})</source>
        <translation>正在读取 {name}（第 {number} 个，共 {count} 个）</translation>
    </message>
    <message>
        <source>{count} models are in the list now.</source>
        <translation>{count} 个模型已加入列表。</translation>
    </message>
    <message>
        <source>{title} is in the list of models now: {architecture}, ×{scale}.</source>
        <translation>{title} 已加入模型列表：{architecture}，×{scale}。</translation>
    </message>
    <message>
        <source>{title} is in the list already: {architecture}, ×{scale}.</source>
        <translation>{title} 已在模型列表中：{architecture}，×{scale}。</translation>
    </message>
    <message>
        <source>{count} files are not taken as models.</source>
        <translation>{count} 个文件不能作为模型。</translation>
    </message>
</context>
<context>
    <name>ModelBox</name>
    <message>
        <source>2  Model</source>
        <translation>2  模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The model that upscales; the page Models tells more</source>
        <translation>用于放大的模型；“模型”页有更多说明</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>Scales</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Works on</source>
        <translation>处理对象</translation>
    </message>
    <message>
        <source>Flat colours</source>
        <translation>纯色区域</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>本机速度</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>来自文件</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Measured on luminance, borders of the scale&apos;s width cut off</source>
        <translation>在亮度通道上测量，裁去与倍数等宽的边缘</translation>
    </message>
    <message>
        <source>What it does: bicubic, this model, the original</source>
        <translation>效果：双三次、此模型、原图</translation>
    </message>
</context>
<context>
    <name>ModelEditDialog</name>
    <message>
        <source>Name and licence</source>
        <translation>名称与许可证</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Licence</source>
        <translation>许可证(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Commercial use</source>
        <translation>商业使用(&amp;C)</translation>
    </message>
    <message>
        <source>What the picker calls the model; its id for commands stays</source>
        <translation>模型列表中的名称；命令中的标识不变</translation>
    </message>
    <message>
        <source>As its author&apos;s page says; empty if you do not know</source>
        <translation>以作者页面为准；不知道就留空</translation>
    </message>
    <message>
        <source>Whether pictures made with it may be used for money</source>
        <translation>用它制作的图片能否用于商业目的</translation>
    </message>
    <message>
        <source>This is noted in the model&apos;s own file.</source>
        <translation>这些内容会写入模型文件。</translation>
    </message>
</context>
<context>
    <name>ModelKeeping</name>
    <message>
        <source>Move the model {title} to the trash?</source>
        <translation>把模型 {title} 移到回收站吗？</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Which network of {title} is to be exported?</source>
        <translation>要导出 {title} 的哪个网络？</translation>
    </message>
    <message>
        <source>There is one for each scale.</source>
        <translation>每个倍数各有一个。</translation>
    </message>
    <message>
        <source>Exporting {title} and comparing it with the network...</source>
        <translation>正在导出 {title} 并与网络比较...</translation>
    </message>
    <message>
        <source>{name} is written; it answers as the network does, to {difference}.</source>
        <translation>{name} 已写好；与网络的结果相差不超过 {difference}。</translation>
    </message>
    <message>
        <source>{title} is in the trash.</source>
        <translation>{title} 已移到回收站。</translation>
    </message>
</context>
<context>
    <name>ModelMeasuring</name>
    <message>
        <source>Measuring {title} on a sample...</source>
        <translation>正在用示例图片测量 {title}...</translation>
    </message>
    <message>
        <source>{title}: {speed} megapixels of result a second on {device}.</source>
        <translation>{title}：在 {device} 上每秒 {speed} 百万像素（结果）。</translation>
    </message>
</context>
<context>
    <name>ModelScores</name>
    <message>
        <source>Measurements</source>
        <translation>测量结果</translation>
    </message>
    <message>
        <source>PSNR in dB and SSIM of this model&apos;s weights, measured by this program</source>
        <translation>本程序测得的此模型权重的 PSNR（dB）与 SSIM</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
</context>
<context>
    <name>ModelSection</name>
    <message>
        <source>2  Model</source>
        <translation>2  模型</translation>
    </message>
    <message>
        <source>The engine is starting; the models will be here in a moment.</source>
        <translation>引擎正在启动，模型稍后就会显示在这里。</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>Built in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>Came with the program</source>
        <translation>随程序附带</translation>
    </message>
    <message>
        <source>Your models folder</source>
        <translation>您的模型文件夹</translation>
    </message>
    <message>
        <source>any scale</source>
        <translation>任意倍数</translation>
    </message>
    <message>
        <source>Luminance; colours are brought along by bicubic</source>
        <translation>亮度；颜色用双三次插值放大</translation>
    </message>
    <message>
        <source>Colours (RGB)</source>
        <translation>彩色（RGB）</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>not allowed</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>未注明</translation>
    </message>
    <message>
        <source>{licence} · commercial use {answer}</source>
        <translation>{licence} · 商业使用：{answer}</translation>
    </message>
    <message>
        <source>{speed} megapixels of result a second on {device} ({precision})</source>
        <translation>在 {device}（{precision}）上每秒 {speed} 百万像素（结果）</translation>
    </message>
    <message>
        <source>{samples} patches in {time}</source>
        <translation>{samples} 个图块，用时 {time}</translation>
    </message>
    <message>
        <source>kept within {levels} of 255</source>
        <translation>偏差不超过 {levels}（满值 255）</translation>
    </message>
    <message>
        <source>{steps}, after {earlier}</source>
        <translation>{steps}；此前 {earlier} 步</translation>
    </message>
    <message>
        <source>{steps}, after {earlier} in {time}</source>
        <translation>{steps}；此前 {earlier} 步，用时 {time}</translation>
    </message>
    <message>
        <source>{steps} steps on {device}</source>
        <translation>{device} 上 {steps} 步</translation>
    </message>
    <message>
        <source>{steps} steps on {device} in {time}</source>
        <translation>{device} 上 {steps} 步，用时 {time}</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Drop model files here (.pth, .pt, .ckpt, .safetensors). They are kept in {folder}.</source>
        <translation>把模型文件（.pth、.pt、.ckpt、.safetensors）拖到这里。它们保存在 {folder}。</translation>
    </message>
    <message>
        <source>Choose a model to see everything known of it</source>
        <translation>选择一个模型以查看其全部信息</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>无法使用</translation>
    </message>
</context>
<context>
    <name>ModelsSection</name>
    <message>
        <source>2  Models</source>
        <translation>2  模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Tick the models to measure; without bicubic nothing shows whether the sets are the right ones</source>
        <translation>勾选要测量的模型；没有双三次就无法判断测试集是否正确</translation>
    </message>
    <message>
        <source>The engine is starting; the models will be here in a moment.</source>
        <translation>引擎正在启动，模型稍后就会显示在这里。</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Tick every model that can be used</source>
        <translation>勾选所有可用的模型</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Tick no model</source>
        <translation>不勾选任何模型</translation>
    </message>
</context>
<context>
    <name>NamingForm</name>
    <message>
        <source>Add a number</source>
        <translation>添加编号</translation>
    </message>
    <message>
        <source>Skip the picture</source>
        <translation>跳过该图片</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>替换文件</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What results are called; {fields} are filled in.</source>
        <translation>结果的名称；{fields} 会被填入。</translation>
    </message>
    <message>
        <source>If taken</source>
        <translation>若重名</translation>
    </message>
    <message>
        <source>What happens where a file has the name; never to an original.</source>
        <translation>文件名已被占用时的处理方式；绝不会动原图。</translation>
    </message>
    <message>
        <source>Keep the folders</source>
        <translation>保留文件夹结构</translation>
    </message>
    <message>
        <source>In the folder for results, make the same folders as in the one that was dropped</source>
        <translation>在结果文件夹中建立与所拖入文件夹相同的结构</translation>
    </message>
</context>
<context>
    <name>NetworkSection</name>
    <message>
        <source>1  Network</source>
        <translation>1  网络</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Which kind of network learns</source>
        <translation>要学习的网络种类</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>变体</translation>
    </message>
    <message>
        <source>Which form of it: layers, factors, loss</source>
        <translation>它的哪种形式：层、倍数、损失</translation>
    </message>
    <message>
        <source>Loading the recipes...</source>
        <translation>正在载入配方...</translation>
    </message>
    <message>
        <source>{params} weights · sees {field} × {field} pixels · ×{scales}</source>
        <translation>{params} 个权重 · 感受野 {field} × {field} 像素 · ×{scales}</translation>
    </message>
</context>
<context>
    <name>OpinionTest</name>
    <message>
        <source>Bad</source>
        <translation>很差</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>较差</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>良好</translation>
    </message>
    <message>
        <source>Excellent</source>
        <translation>优秀</translation>
    </message>
    <message>
        <source>Original (HR)</source>
        <translation>原图（HR）</translation>
    </message>
    <message>
        <source>{count} pictures to rate, about {minutes} min for each rater</source>
        <translation>共 {count} 张图片待评，每位评分者约需 {minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>OpinionTests</name>
    <message>
        <source>Who rates?</source>
        <translation>由谁评分？</translation>
    </message>
    <message>
        <source>A name that was here before goes on where it stopped; a new one begins.</source>
        <translation>已有的名字会从中断处继续；新名字则从头开始。</translation>
    </message>
    <message>
        <source>A rater needs a name.</source>
        <translation>评分者需要一个名字。</translation>
    </message>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>已保存为 {name}，位于 {folder}</translation>
    </message>
    <message>
        <source>Nothing was changed: pictures, names, orders and {count} lines of ratings fit together.</source>
        <translation>没有任何改动：图片、名称、顺序与 {count} 行评分彼此相符。</translation>
    </message>
    <message>
        <source>Fingerprint of the ratings: {mark}</source>
        <translation>评分的指纹：{mark}</translation>
    </message>
    <message>
        <source>The audit found {count} faults.</source>
        <translation>核查发现 {count} 处问题。</translation>
    </message>
    <message>
        <source>Move the test &quot;{title}&quot; to the trash?</source>
        <translation>将评测“{title}”移到回收站？</translation>
    </message>
    <message>
        <source>Its pictures and all ratings go with it.</source>
        <translation>其中的图片和全部评分会一同移走。</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>OptionsSection</name>
    <message>
        <source>3  Options</source>
        <translation>3  选项</translation>
    </message>
    <message>
        <source>The perceptual loss looks at pictures with VGG-19, whose weights are not here. Download torchvision&apos;s file (about 550 MB), name one under Advanced, or choose the content loss MSE, which needs none.</source>
        <translation>感知损失用 VGG-19 观察图片，但这里没有它的权重。请下载 torchvision 的文件（约 550 MB），在“高级”中指定一个文件，或选择不需要它的内容损失 MSE。</translation>
    </message>
</context>
<context>
    <name>OutputSection</name>
    <message>
        <source>Name: {name}</source>
        <translation>文件名：{name}</translation>
    </message>
    <message>
        <source>4  Saving</source>
        <translation>4  保存</translation>
    </message>
</context>
<context>
    <name>Pages</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Drop to add these models</source>
        <translation>松开即可添加这些模型</translation>
    </message>
    <message>
        <source>Upscale</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Drop to learn from these pictures</source>
        <translation>松开即可用这些图片训练</translation>
    </message>
    <message>
        <source>Benchmark</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>Drop to measure on these pictures</source>
        <translation>松开即可在这些图片上测试</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Drop to add to the queue</source>
        <translation>松开即可加入队列</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>PanesContent</name>
    <message>
        <source>Comparison with the truth</source>
        <translation>与原图比较</translation>
    </message>
    <message>
        <source>Working...</source>
        <translation>正在处理...</translation>
    </message>
    <message>
        <source>Not compared.</source>
        <translation>未比较。</translation>
    </message>
    <message>
        <source>Arrow keys move all panes, plus and minus zoom, numbers let one pane fill the place and 0 shows all, Enter marks a crop in the middle and Shift with the arrows moves it.</source>
        <translation>方向键移动所有窗格，加减号缩放，数字键让一个窗格占满，0 显示全部，Enter 在中间标出裁剪区，Shift 加方向键移动它。</translation>
    </message>
    <message>
        <source>Truth (HR)</source>
        <translation>原图 (HR)</translation>
    </message>
    <message>
        <source>Small picture (LR)</source>
        <translation>低分辨率图 (LR)</translation>
    </message>
    <message>
        <source>Error map: {model}, ×{gain}</source>
        <translation>误差图：{model}，×{gain}</translation>
    </message>
    <message>
        <source>There is no answer to compare.</source>
        <translation>没有可比较的结果。</translation>
    </message>
</context>
<context>
    <name>PanesToolbar</name>
    <message>
        <source>Error of {model}</source>
        <translation>{model} 的误差</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>窗格</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Zoom: 100 % shows each pixel of the truth as one pixel of the screen</source>
        <translation>缩放：100 % 时原图的一个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>Which panes are shown</source>
        <translation>显示哪些窗格</translation>
    </message>
    <message>
        <source>Models to compare besides the chosen one, up to three</source>
        <translation>除所选模型外要比较的模型，最多三个</translation>
    </message>
    <message>
        <source>Error map</source>
        <translation>误差图</translation>
    </message>
    <message>
        <source>Whose error map is shown (E)</source>
        <translation>显示谁的误差图 (E)</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>放大系数</translation>
    </message>
    <message>
        <source>How many times as large as they are errors are shown (Ctrl+Up, Ctrl+Down)</source>
        <translation>误差显示时放大的倍数（Ctrl+上、Ctrl+下）</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪区域</translation>
    </message>
    <message>
        <source>The side of the crop that is measured under the mouse</source>
        <translation>鼠标下被测量的裁剪区边长</translation>
    </message>
    <message>
        <source>Select a crop</source>
        <translation>选择裁剪区</translation>
    </message>
    <message>
        <source>Drag a crop in a pane instead of moving the picture (S); Shift with a drag does so at any time</source>
        <translation>在窗格中拖动以选择裁剪区而非移动图片 (S)；按住 Shift 拖动随时可选</translation>
    </message>
    <message>
        <source>Drop the crop</source>
        <translation>取消裁剪区</translation>
    </message>
    <message>
        <source>Let the crop follow the mouse again (Delete)</source>
        <translation>让裁剪区重新跟随鼠标 (Delete)</translation>
    </message>
    <message>
        <source>Comparison strip</source>
        <translation>对比图</translation>
    </message>
    <message>
        <source>Save the picture with the marked crop, and the crops of the shown panes, as papers print them (P)</source>
        <translation>保存标有裁剪区的图片及所显示窗格的裁剪图，如论文中的排版 (P)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>缩小 (-)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>放大 (+)</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Show the whole picture (F)</source>
        <translation>显示整张图片 (F)</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>One pixel of the screen for each of the picture (A)</source>
        <translation>图片的每个像素对应屏幕的一个像素 (A)</translation>
    </message>
    <message>
        <source>Strip...</source>
        <translation>对比图...</translation>
    </message>
    <message>
        <source>Crop {side} px</source>
        <translation>裁剪 {side} 像素</translation>
    </message>
</context>
<context>
    <name>PathEditor</name>
    <message>
        <source>Choose: {name}</source>
        <translation>选择：{name}</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>选择...</translation>
    </message>
</context>
<context>
    <name>PathsList</name>
    <message>
        <source>Files...</source>
        <translation>文件...</translation>
    </message>
    <message>
        <source>Add picture files</source>
        <translation>添加图片文件</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>文件夹...</translation>
    </message>
    <message>
        <source>Add all pictures of a folder</source>
        <translation>添加一个文件夹中的所有图片</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the marked pictures from the list; no file is deleted</source>
        <translation>从列表中移除选中的图片；不会删除任何文件</translation>
    </message>
</context>
<context>
    <name>PictureController</name>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation>正在打开 {name}...</translation>
    </message>
    <message>
        <source>Taking the picture from the clipboard...</source>
        <translation>正在读取剪贴板中的图片...</translation>
    </message>
    <message>
        <source>Opened {name}, the first of {count} files.</source>
        <translation>已打开 {name}，这是 {count} 个文件中的第一个。</translation>
    </message>
    <message>
        <source>Opened {name}, the first of {count} pictures in its folder.</source>
        <translation>已打开 {name}，这是文件夹中 {count} 张图片的第一张。</translation>
    </message>
    <message>
        <source>Opened {name}.</source>
        <translation>已打开 {name}。</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原图</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
</context>
<context>
    <name>PictureSection</name>
    <message>
        <source>1  Picture</source>
        <translation>1  图片</translation>
    </message>
    <message>
        <source>The picture is the truth: a small one is made of it, and what models make of that is compared with it, pixel by pixel ({keys})</source>
        <translation>该图片即为原图：由它生成低分辨率图，再将各模型的放大结果与它逐像素比较（{keys}）</translation>
    </message>
    <message>
        <source>No picture yet</source>
        <translation>尚无图片</translation>
    </message>
    <message>
        <source>Drop one anywhere in this window.</source>
        <translation>可拖放到窗口的任意位置。</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} 位</translation>
    </message>
    <message>
        <source>transparent</source>
        <translation>含透明</translation>
    </message>
</context>
<context>
    <name>PicturesTable</name>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>测试集</translation>
    </message>
    <message>
        <source>The set and scale whose pictures are listed</source>
        <translation>列出其图片的测试集与倍数</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>What the columns show</source>
        <translation>各列显示的内容</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>A click on a heading sorts. Double click or Enter: compare the picture with its truth.</source>
        <translation>单击表头排序。双击或按 Enter：将图片与原图比较。</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>A click on a heading sorts. Double click or Enter: truth, bicubic, models and error maps.</source>
        <translation>单击表头排序。双击或按 Enter：原图、双三次、各模型与误差图。</translation>
    </message>
</context>
<context>
    <name>PicturesView</name>
    <message>
        <source>Crop {number}</source>
        <translation>裁剪 {number}</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>真值</translation>
    </message>
    <message>
        <source>Bicubic</source>
        <translation>双三次</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Pictures appear here at the first validation.</source>
        <translation>首次验证时图片显示在这里。</translation>
    </message>
    <message>
        <source>Answer of the network</source>
        <translation>网络的输出</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪区域</translation>
    </message>
    <message>
        <source>Which of the fixed crops</source>
        <translation>显示哪一个固定的裁剪区域</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>What stands beside the network&apos;s answer</source>
        <translation>与网络输出并列的内容</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>How the two are compared</source>
        <translation>两者如何比较</translation>
    </message>
    <message>
        <source>Beside bicubic</source>
        <translation>与双三次比较</translation>
    </message>
    <message>
        <source>Beside the truth</source>
        <translation>与真值比较</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
</context>
<context>
    <name>PlotPane</name>
    <message>
        <source>Show this plot: {name}</source>
        <translation>显示此图表：{name}</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation>对数轴</translation>
    </message>
    <message>
        <source>Logarithmic axis: each step upwards is a factor</source>
        <translation>对数轴：向上每一格是一个倍数</translation>
    </message>
</context>
<context>
    <name>PlotSurface</name>
    <message>
        <source>Curves. Left and right go from point to point, with Shift they move the plot, plus and minus zoom, Home shows everything. With the mouse: the wheel zooms, dragging zooms into a rectangle, dragging with Shift or the right button moves, a double click shows everything.</source>
        <translation>曲线。左右键在各点之间移动，按住 Shift 移动图表，加减键缩放，Home 显示全部。鼠标：滚轮缩放，拖动放大到矩形，按住 Shift 或用右键拖动可移动，双击显示全部。</translation>
    </message>
    <message>
        <source>No values yet</source>
        <translation>还没有数值</translation>
    </message>
</context>
<context>
    <name>PresetButton</name>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>All settings of a run, kept as a file: save, load or pass on</source>
        <translation>一次运行的全部设置存为文件：保存、载入或分享</translation>
    </message>
</context>
<context>
    <name>PresetController</name>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>已在 {folder} 中保存为 {name}</translation>
    </message>
</context>
<context>
    <name>PresetHeader</name>
    <message>
        <source>Paper</source>
        <translation>论文</translation>
    </message>
    <message>
        <source>As the paper trained it: its method, rates, sizes and number of steps</source>
        <translation>按论文的方式训练：方法、学习率、规模和步数</translation>
    </message>
    <message>
        <source>Modern</source>
        <translation>现代</translation>
    </message>
    <message>
        <source>What reaches the best PSNR in a given time</source>
        <translation>在给定时间内达到最佳 PSNR 的方式</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>A short training to see how it goes; the result is not the best possible</source>
        <translation>短时训练，看看效果如何；结果并非最佳</translation>
    </message>
    <message>
        <source>Preset: {name}</source>
        <translation>预设：{name}</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Set every field back to what the preset says</source>
        <translation>把每个字段恢复为预设值</translation>
    </message>
    <message>
        <source>Changed from the preset: {count}</source>
        <translation>与预设不同：{count} 处</translation>
    </message>
</context>
<context>
    <name>PreviewMode</name>
    <message>
        <source>Click a spot in the picture above, or press Enter for its middle.</source>
        <translation>点击上方图片中的一处，或按 Enter 选择中心。</translation>
    </message>
</context>
<context>
    <name>PreviewPanes</name>
    <message>
        <source>Preview of a spot</source>
        <translation>局部预览</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Models to preview</source>
        <translation>预览的模型</translation>
    </message>
    <message>
        <source>Which models are previewed besides bicubic and the chosen one</source>
        <translation>除双三次和所选模型外还预览哪些模型</translation>
    </message>
    <message>
        <source>Close the preview</source>
        <translation>关闭预览</translation>
    </message>
    <message>
        <source>Close the preview (F4)</source>
        <translation>关闭预览（F4）</translation>
    </message>
    <message>
        <source>Zoom: 100 % shows each pixel of the result as one pixel of the screen</source>
        <translation>缩放：100 % 时结果的每个像素对应屏幕的一个像素</translation>
    </message>
    <message>
        <source>{width} × {height} pixels at {left}, {top} → {new_width} × {new_height}</source>
        <translation>{left}, {top} 处的 {width} × {height} 像素 → {new_width} × {new_height}</translation>
    </message>
    <message>
        <source>Arrow keys move all panes, plus and minus zoom, 1 to 4 let one fill the place and 0 shows all.</source>
        <translation>方向键移动所有窗格，加减号缩放，1 至 4 让一个窗格占满，0 显示全部。</translation>
    </message>
    <message>
        <source>Working...</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>Not previewed.</source>
        <translation>未预览。</translation>
    </message>
    <message>
        <source>As it was before</source>
        <translation>先前的内容</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>已选用</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Use {model} for the run</source>
        <translation>运行时使用 {model}</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>不到 1 秒</translation>
    </message>
</context>
<context>
    <name>PreviewRow</name>
    <message>
        <source>Previewing, {left} left</source>
        <translation>正在预览，剩余 {left}</translation>
    </message>
    <message>
        <source>Previewing...</source>
        <translation>正在预览…</translation>
    </message>
    <message>
        <source>Progress of the preview</source>
        <translation>预览进度</translation>
    </message>
    <message>
        <source>Stop; what is there stays</source>
        <translation>停止；保留已有内容</translation>
    </message>
    <message>
        <source>Cancel the preview</source>
        <translation>取消预览</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop; what is done already stays</source>
        <translation>停止；已完成的会保留</translation>
    </message>
</context>
<context>
    <name>ProtocolSection</name>
    <message>
        <source>4  Protocol</source>
        <translation>4  协议</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Papers compare luminance alone; colours give lower figures</source>
        <translation>论文只比较亮度；比较颜色得到的数值较低</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Pixels near the border, which have fewer neighbours, are left out by papers</source>
        <translation>边界附近的像素邻域较少，论文中不计入</translation>
    </message>
    <message>
        <source>Small picture</source>
        <translation>低分辨率图</translation>
    </message>
    <message>
        <source>What models are shown: as computed, or as a file of 8 bits would hold it</source>
        <translation>模型的输入：按计算结果，或按 8 位文件所能保存的值</translation>
    </message>
    <message>
        <source>As in the published tables</source>
        <translation>与公布的表格相同</translation>
    </message>
    <message>
        <source>Choose the protocol by which papers measure</source>
        <translation>选择论文所用的测量协议</translation>
    </message>
</context>
<context>
    <name>QueueHeader</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Be gentle</source>
        <translation>轻柔运行</translation>
    </message>
    <message>
        <source>Work with a lower priority and leave one core free; holds from the next start of the queue.</source>
        <translation>以较低优先级运行并空出一个核心；从下次开始队列时生效。</translation>
    </message>
    <message>
        <source>Progress of the queue</source>
        <translation>队列进度</translation>
    </message>
    <message>
        <source>No pictures yet.</source>
        <translation>还没有图片。</translation>
    </message>
    <message>
        <source>{done} of {total} done</source>
        <translation>已完成 {done} / {total}</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} 张失败</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>{count} 张已跳过</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>the time is being measured</source>
        <translation>正在估算时间</translation>
    </message>
</context>
<context>
    <name>QueueNotice</name>
    <message>
        <source>{done} pictures are done, {failed} failed.</source>
        <translation>已完成 {done} 张图片，{failed} 张失败。</translation>
    </message>
    <message>
        <source>{done} pictures are done.</source>
        <translation>已完成 {done} 张图片。</translation>
    </message>
    <message>
        <source>The queue is done</source>
        <translation>队列已完成</translation>
    </message>
</context>
<context>
    <name>QueuePage</name>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Lay the result beside its original, on the page Upscale</source>
        <translation>在“放大”页中将结果与原图对比</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open the result in the program that the system has for it</source>
        <translation>用系统默认程序打开结果</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Show the folder of the result, or of the picture</source>
        <translation>显示结果或图片所在的文件夹</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Do the marked pictures again; choices made on the left meanwhile hold</source>
        <translation>重新处理所选图片；左侧所做的更改会生效</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the marked pictures from the queue (Del); files stay</source>
        <translation>将所选图片移出队列（Del）；文件不会删除</translation>
    </message>
    <message>
        <source>Move the marked pictures up</source>
        <translation>将所选图片上移</translation>
    </message>
    <message>
        <source>Move the marked pictures down</source>
        <translation>将所选图片下移</translation>
    </message>
    <message>
        <source>Pictures of the queue</source>
        <translation>队列中的图片</translation>
    </message>
    <message>
        <source>Drag rows to another place. Enter or double click: compare with the original.</source>
        <translation>拖动行可调整顺序。按回车或双击：与原图对比。</translation>
    </message>
    <message>
        <source>Drop pictures and folders here</source>
        <translation>将图片和文件夹拖到这里</translation>
    </message>
    <message>
        <source>They are upscaled one after the other. The queue outlives the program; originals are never changed.</source>
        <translation>图片会依次放大。关闭程序后队列仍会保留；原图绝不会被更改。</translation>
    </message>
</context>
<context>
    <name>QueueParts</name>
    <message>
        <source>Example: {name}</source>
        <translation>示例：{name}</translation>
    </message>
    <message>
        <source>Each picture&apos;s new size stands in the list.</source>
        <translation>每张图片的新尺寸见列表。</translation>
    </message>
    <message>
        <source>{count} pictures were added to the queue.</source>
        <translation>已将 {count} 张图片加入队列。</translation>
    </message>
    <message>
        <source>The queue&apos;s journal could not be read, so the queue is empty; it was kept as {name}.</source>
        <translation>队列的日志无法读取，因此队列为空；原文件已保留为 {name}。</translation>
    </message>
</context>
<context>
    <name>QueueRow</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>upscaling</source>
        <translation>正在放大</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>skipped: a file of that name is there</source>
        <translation>已跳过：同名文件已存在</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>{value} px wide</source>
        <translation>宽 {value} px</translation>
    </message>
    <message>
        <source>{value} px high</source>
        <translation>高 {value} px</translation>
    </message>
    <message>
        <source>long side {value} px</source>
        <translation>长边 {value} px</translation>
    </message>
    <message>
        <source>short side {value} px</source>
        <translation>短边 {value} px</translation>
    </message>
    <message>
        <source>{value} MP</source>
        <translation>{value} MP</translation>
    </message>
    <message>
        <source>at least {value} px</source>
        <translation>至少 {value} px</translation>
    </message>
    <message>
        <source>{value} cm at {dpi} dpi</source>
        <translation>{value} cm，{dpi} dpi</translation>
    </message>
    <message>
        <source>skipped: large enough already</source>
        <translation>已跳过：已经足够大</translation>
    </message>
    <message>
        <source>{state}, with a note</source>
        <translation>{state}，有说明</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>{state}, with {size} of the disk meanwhile</source>
        <translation>{state}，期间占用磁盘 {size}</translation>
    </message>
</context>
<context>
    <name>QueueSettingsPanel</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Self-ensemble, device, precision and tile size</source>
        <translation>自集成、设备、精度和分块大小</translation>
    </message>
    <message>
        <source>For the marked picture</source>
        <translation>用于所选图片</translation>
    </message>
    <message>
        <source>For the {count} marked pictures</source>
        <translation>用于所选的 {count} 张图片</translation>
    </message>
    <message>
        <source>For pictures that are added</source>
        <translation>用于新加入的图片</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
</context>
<context>
    <name>RatingWindow</name>
    <message>
        <source>Opinion test</source>
        <translation>观感评测</translation>
    </message>
    <message>
        <source>Picture to rate</source>
        <translation>待评图片</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>How many pictures are rated</source>
        <translation>已评图片的数量</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一张</translation>
    </message>
    <message>
        <source>Correct your score of the picture before (Backspace)</source>
        <translation>更正上一张图片的评分（退格键）</translation>
    </message>
    <message>
        <source>Keys 1 to 5  ·  Backspace: correct the previous  ·  Esc: pause</source>
        <translation>按键 1 到 5  ·  退格键：更正上一张  ·  Esc：暂停</translation>
    </message>
    <message>
        <source>{score}: {word} (key {score})</source>
        <translation>{score}：{word}（按键 {score}）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Close this window; what you have rated is stored (Esc)</source>
        <translation>关闭此窗口；已评的分数均已保存（Esc）</translation>
    </message>
    <message>
        <source>{total} of {total}</source>
        <translation>{total} / {total}</translation>
    </message>
    <message>
        <source>{place} of {total}</source>
        <translation>{place} / {total}</translation>
    </message>
    <message>
        <source>Thank you. All pictures are rated.</source>
        <translation>谢谢，所有图片均已评完。</translation>
    </message>
    <message>
        <source>An example: pictures like this one get {score} ({word}). Press {score} to go on.</source>
        <translation>示例：这样的图片应得 {score} 分（{word}）。按 {score} 继续。</translation>
    </message>
    <message>
        <source>You gave {score} to this picture; give it a new score.</source>
        <translation>您给这张图片评了 {score} 分；请重新评分。</translation>
    </message>
    <message>
        <source>The picture is larger than the screen: drag it, or use the arrow keys, to see all of it.</source>
        <translation>图片大于屏幕：拖动或用方向键查看全部。</translation>
    </message>
    <message>
        <source>How good does this picture look?</source>
        <translation>这张图片看起来有多好？</translation>
    </message>
</context>
<context>
    <name>ResultsTable</name>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>PSNR in dB / SSIM, what the paper prints, and the time for a picture; the best in bold</source>
        <translation>PSNR（dB）/ SSIM、论文数值与每张图片用时；最佳值加粗</translation>
    </message>
    <message>
        <source>Add a folder of pictures, tick models and scales: their table appears here.</source>
        <translation>添加一个图片文件夹，勾选模型和倍数：结果表格将显示在这里。</translation>
    </message>
    <message>
        <source>PSNR in dB / SSIM, means over each set; the best in bold; the time for a picture. Double click: its pictures.</source>
        <translation>PSNR（dB）/ SSIM，每个测试集的平均值；最佳值加粗；每张图片用时。双击：查看其图片。</translation>
    </message>
    <message>
        <source>Save the table...</source>
        <translation>保存表格...</translation>
    </message>
    <message>
        <source>Save it as CSV, Markdown, LaTeX or JSON, with the protocol</source>
        <translation>连同协议保存为 CSV、Markdown、LaTeX 或 JSON</translation>
    </message>
</context>
<context>
    <name>RunForm</name>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where the network runs; automatic takes the fastest.</source>
        <translation>网络在哪个设备上运行；自动则选用最快的设备。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>How exact the arithmetic is; fp32 is the most exact.</source>
        <translation>运算的精确程度；fp32 最精确。</translation>
    </message>
    <message>
        <source>Tile size</source>
        <translation>分块大小</translation>
    </message>
    <message>
        <source>Large pictures are worked on in tiles; smaller ones need less memory.</source>
        <translation>大图片会分块处理；分块越小，所需内存越少。</translation>
    </message>
    <message>
        <source>Self-ensemble: 8 times the time</source>
        <translation>自集成：耗时 8 倍</translation>
    </message>
    <message>
        <source>The model sees the picture turned and mirrored in eight ways, and the result is the mean: a little truer, and eight times as slow. Plain interpolation gains nothing by it.</source>
        <translation>模型分别处理旋转和镜像的八种图片，结果取平均值：略更准确，但慢八倍。对普通插值没有作用。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>{side} pixels</source>
        <translation>{side} 像素</translation>
    </message>
</context>
<context>
    <name>RunHeader</name>
    <message>
        <source>Stop early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>End after this step and keep the result</source>
        <translation>在这一步之后结束并保留结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>End at once; what was saved last is kept</source>
        <translation>立即结束；保留最近一次保存的内容</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Put the best weights into the list of models</source>
        <translation>把最佳权重放入模型列表</translation>
    </message>
    <message>
        <source>Step {step} of {total}</source>
        <translation>第 {step} 步，共 {total} 步</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{psnr} dB, {gain} against bicubic</source>
        <translation>{psnr} dB，相对双三次 {gain}</translation>
    </message>
    <message>
        <source>{count} patches/s</source>
        <translation>每秒 {count} 个图块</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>warnings: {count}, see the tab Data</source>
        <translation>警告：{count} 条，见“数据”标签页</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} 个等待中</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Wait after this step</source>
        <translation>在这一步之后等待</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on where it stands</source>
        <translation>从当前位置继续</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>学习中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>broke off</source>
        <translation>中断</translation>
    </message>
</context>
<context>
    <name>RunMonitor</name>
    <message>
        <source>The training {name} has ended.</source>
        <translation>训练 {name} 已结束。</translation>
    </message>
    <message>
        <source>{name} and others</source>
        <translation>{name} 等</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>已保存 {name}。</translation>
    </message>
</context>
<context>
    <name>RunsController</name>
    <message>
        <source>End this training at once?</source>
        <translation>立即结束这次训练吗？</translation>
    </message>
    <message>
        <source>What was saved last is kept, and the run can be resumed from there.</source>
        <translation>最近一次保存的内容会保留，可从那里继续。</translation>
    </message>
    <message>
        <source>End it</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>{name} is in the list of models now: choose it on the page Upscale.</source>
        <translation>{name} 已在模型列表中：请在“放大”页选择。</translation>
    </message>
    <message>
        <source>The run&apos;s options are in the form at the left.</source>
        <translation>该运行的选项已填入左侧表单。</translation>
    </message>
    <message>
        <source>Note to {name}</source>
        <translation>{name} 的备注</translation>
    </message>
    <message>
        <source>Move {count} runs to the trash?</source>
        <translation>把 {count} 个运行移到回收站吗？</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>RunsView</name>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Double click: show its curves. Mark several to lay their curves over each other.</source>
        <translation>双击：显示曲线。选中多个可叠加显示曲线。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>PSNR</source>
        <translation>PSNR</translation>
    </message>
    <message>
        <source>Against bicubic</source>
        <translation>相对双三次</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>No training yet. What you train is kept here.</source>
        <translation>还没有训练。训练过的内容都保存在这里。</translation>
    </message>
    <message>
        <source>Show curves</source>
        <translation>显示曲线</translation>
    </message>
    <message>
        <source>Show the marked runs&apos; curves, laid over each other</source>
        <translation>叠加显示选中运行的曲线</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on with a run that was stopped or broke off</source>
        <translation>继续被停止或中断的运行</translation>
    </message>
    <message>
        <source>Use this model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Put the best weights into the list of models</source>
        <translation>把最佳权重放入模型列表</translation>
    </message>
    <message>
        <source>Compare in Benchmark</source>
        <translation>在基准测试中比较</translation>
    </message>
    <message>
        <source>Put the best weights into the list of models, and choose them and bicubic on the page Benchmark</source>
        <translation>将最佳权重放入模型列表，并在基准测试页选中它和双三次</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Take the run&apos;s options into the form, for a new run</source>
        <translation>把该运行的选项填入表单，用于新的运行</translation>
    </message>
    <message>
        <source>Note...</source>
        <translation>备注...</translation>
    </message>
    <message>
        <source>Write a note to the run</source>
        <translation>为该运行写备注</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Show the run&apos;s folder in the file manager</source>
        <translation>在文件管理器中显示该运行的文件夹</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Move the marked runs to the trash</source>
        <translation>把选中的运行移到回收站</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>学习中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>提前结束</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>broke off</source>
        <translation>中断</translation>
    </message>
</context>
<context>
    <name>SampleRow</name>
    <message>
        <source>Open the sample picture {title}</source>
        <translation>打开示例图片“{title}”</translation>
    </message>
    <message>
        <source>Try it with this picture ({credit})</source>
        <translation>用这张图片试一试（{credit}）</translation>
    </message>
</context>
<context>
    <name>SaveController</name>
    <message>
        <source>Saving {name}...</source>
        <translation>正在保存 {name}...</translation>
    </message>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>已保存为 {name}，位于 {folder}</translation>
    </message>
</context>
<context>
    <name>SaveForm</name>
    <message>
        <source>As the picture</source>
        <translation>与图片相同</translation>
    </message>
    <message>
        <source>Beside the picture</source>
        <translation>图片所在文件夹</translation>
    </message>
    <message>
        <source>In one folder</source>
        <translation>指定文件夹</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Where results are saved; an existing file is never replaced.</source>
        <translation>结果的保存位置；绝不会替换已有文件。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Without the location</source>
        <translation>去除位置信息</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>The file format of results; PNG and TIFF lose nothing and hold 16 bits.</source>
        <translation>结果的文件格式；PNG 和 TIFF 无损，并可容纳 16 位。</translation>
    </message>
    <message>
        <source>1 to 100, for JPEG, WebP and AVIF only; 95 can hardly be told from the original.</source>
        <translation>1 到 100，仅用于 JPEG、WebP 和 AVIF；95 与原图几乎看不出差别。</translation>
    </message>
    <message>
        <source>Colours in the profile of the picture, or converted to sRGB, which every program shows rightly.</source>
        <translation>颜色保持图片自己的配置文件，或转换为所有程序都能正确显示的 sRGB。</translation>
    </message>
    <message>
        <source>EXIF, XMP and IPTC: camera, date, author, place. The location can be left out alone.</source>
        <translation>EXIF、XMP 和 IPTC：相机、日期、作者、地点。可以只去除位置信息。</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>Save to</source>
        <translation>保存到</translation>
    </message>
    <message>
        <source>Note the model in the file</source>
        <translation>在文件中注明模型</translation>
    </message>
    <message>
        <source>Model, hash of its weights, factor and program version go into the XMP block of the file.</source>
        <translation>模型、权重的哈希值、倍数和程序版本会写入文件的 XMP 数据。</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>选择...</translation>
    </message>
    <message>
        <source>Choose the folder for results</source>
        <translation>选择保存结果的文件夹</translation>
    </message>
</context>
<context>
    <name>SavingSection</name>
    <message>
        <source>4  Saving</source>
        <translation>4  保存</translation>
    </message>
</context>
<context>
    <name>ScoreChart</name>
    <message>
        <source>Mean opinion score against PSNR</source>
        <translation>平均观感分与 PSNR 的关系</translation>
    </message>
    <message>
        <source>Mean opinion score against PSNR, with the 95 % interval of the mean</source>
        <translation>平均观感分与 PSNR 的关系，并附均值的 95 % 置信区间</translation>
    </message>
</context>
<context>
    <name>ScoresView</name>
    <message>
        <source>All raters</source>
        <translation>全部评分者</translation>
    </message>
    <message>
        <source>Scores of</source>
        <translation>评分来自</translation>
    </message>
    <message>
        <source>Rater</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>Whose scores are shown</source>
        <translation>显示谁的评分</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Show the scores as a table</source>
        <translation>以表格显示分数</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>Show the scores against PSNR</source>
        <translation>显示分数与 PSNR 的关系</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <source>Save results and every rating as CSV, Markdown or JSON</source>
        <translation>将结果和每一项评分保存为 CSV、Markdown 或 JSON</translation>
    </message>
    <message>
        <source>Check that neither pictures nor order nor ratings were changed since they were made</source>
        <translation>核查图片、顺序与评分自生成以来是否被改动</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>核查</translation>
    </message>
    <message>
        <source>Show the means although somebody still rates; whoever sees them may rate differently</source>
        <translation>仍有人在评分时也显示均值；看到的人可能会因此改变评分</translation>
    </message>
    <message>
        <source>Show the scores now</source>
        <translation>立即显示分数</translation>
    </message>
    <message>
        <source>Mean opinion scores</source>
        <translation>平均观感分</translation>
    </message>
    <message>
        <source>Mean opinion score of each method with its 95 % interval, and how often each score was given</source>
        <translation>每种方法的平均观感分及其 95 % 置信区间，以及各分数出现的次数</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>MOS</source>
        <translation>MOS</translation>
    </message>
    <message>
        <source>{count} ratings; ± is half of the 95 % interval of the mean (Student&apos;s t).</source>
        <translation>共 {count} 项评分；± 为均值 95 % 置信区间的一半（Student t 分布）。</translation>
    </message>
    <message>
        <source>Nobody has rated this test yet.</source>
        <translation>还没有人参加此评测。</translation>
    </message>
    <message>
        <source>The scores are covered until everybody who has begun has rated all pictures, so that they sway nobody.</source>
        <translation>在所有已开始的人评完全部图片之前，分数不予显示，以免影响任何人。</translation>
    </message>
</context>
<context>
    <name>SetsSection</name>
    <message>
        <source>1  Sets of pictures</source>
        <translation>1  图片集</translation>
    </message>
    <message>
        <source>Sets of pictures</source>
        <translation>图片集</translation>
    </message>
    <message>
        <source>Tick the sets to measure on</source>
        <translation>勾选要测量的图片集</translation>
    </message>
    <message>
        <source>Add or drop a folder of sharp pictures, or one that holds Set5, Set14, B100 or Urban100.</source>
        <translation>添加或拖入一个清晰图片的文件夹，或包含 Set5、Set14、B100 或 Urban100 的文件夹。</translation>
    </message>
    <message>
        <source>Add...</source>
        <translation>添加...</translation>
    </message>
    <message>
        <source>Add a folder of pictures, or one that holds several such folders</source>
        <translation>添加一个图片文件夹，或包含多个此类文件夹的文件夹</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the marked sets from the list; no file is deleted</source>
        <translation>从列表中移除所选图片集；不会删除任何文件</translation>
    </message>
    <message>
        <source>Sets...</source>
        <translation>测试集...</translation>
    </message>
    <message>
        <source>Where the published sets come from, and whether yours are complete</source>
        <translation>公布的测试集来自哪里，您的是否完整</translation>
    </message>
</context>
<context>
    <name>SettingsController</name>
    <message>
        <source>Set everything on this page as in a new program?</source>
        <translation>将本页所有设置恢复为初始状态？</translation>
    </message>
    <message>
        <source>Models, runs, results and lists of folders stay.</source>
        <translation>模型、训练记录、结果和文件夹列表会保留。</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>The settings are as in a new program.</source>
        <translation>设置已恢复为初始状态。</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Upscaling</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Reports and reset</source>
        <translation>报告与重置</translation>
    </message>
    <message>
        <source>Reports that I copy may name my folders and files</source>
        <translation>我复制的报告可以包含我的文件夹和文件名</translation>
    </message>
    <message>
        <source>Without this, a report of an error says &lt;path&gt; in their place</source>
        <translation>不勾选时，错误报告会用 &lt;path&gt; 代替它们</translation>
    </message>
    <message>
        <source>Reset this page...</source>
        <translation>重置本页…</translation>
    </message>
    <message>
        <source>Everything on this page as in a new program, after a question</source>
        <translation>确认后将本页所有设置恢复为初始状态</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>重置本页</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
    <message>
        <source>Show the original (while held, in the picture)</source>
        <translation>按住显示原图（在图片区域）</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
</context>
<context>
    <name>SizeSection</name>
    <message>
        <source>3  Size</source>
        <translation>3  尺寸</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>{factor} times as wide and as high</source>
        <translation>宽和高各放大 {factor} 倍</translation>
    </message>
    <message>
        <source>Kind of size</source>
        <translation>尺寸类型</translation>
    </message>
    <message>
        <source>Any factor, side, number of megapixels, least size or print size</source>
        <translation>任意倍数、边长、百万像素数、最小尺寸或打印尺寸</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>printed at</source>
        <translation>打印精度</translation>
    </message>
    <message>
        <source> dpi</source>
        <translation> dpi</translation>
    </message>
    <message>
        <source>Dots per inch</source>
        <translation>每英寸点数</translation>
    </message>
    <message>
        <source>How fine the print is: 300 for what is held in the hand. The file names it, too.</source>
        <translation>打印的精细程度：手持观看用 300。文件中也会写明。</translation>
    </message>
    <message>
        <source>Time from earlier runs of this model on this device; the file&apos;s size from a sample of the picture.</source>
        <translation>时间依据此模型在此设备上以前的运行；文件大小依据图片的样本。</translation>
    </message>
    <message>
        <source>The new size is shown when a picture is open.</source>
        <translation>打开图片后显示新的尺寸。</translation>
    </message>
    <message>
        <source>Factor</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>How many times as wide and as high</source>
        <translation>宽和高放大的倍数</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>宽度</translation>
    </message>
    <message>
        <source>The result&apos;s width</source>
        <translation>结果的宽度</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>高度</translation>
    </message>
    <message>
        <source>The result&apos;s height</source>
        <translation>结果的高度</translation>
    </message>
    <message>
        <source>Long side</source>
        <translation>长边</translation>
    </message>
    <message>
        <source>The result&apos;s longer side</source>
        <translation>结果的长边</translation>
    </message>
    <message>
        <source>Short side</source>
        <translation>短边</translation>
    </message>
    <message>
        <source>The result&apos;s shorter side</source>
        <translation>结果的短边</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>百万像素</translation>
    </message>
    <message>
        <source>The result&apos;s width times its height</source>
        <translation>结果的宽乘以高</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>Least shorter side; each picture takes its smallest whole factor</source>
        <translation>短边的最小值；每张图片取最小的整数倍数</translation>
    </message>
    <message>
        <source>Print, long side</source>
        <translation>打印，长边</translation>
    </message>
    <message>
        <source>How long the longer side is on paper</source>
        <translation>纸上长边的长度</translation>
    </message>
    <message>
        <source> cm</source>
        <translation> 厘米</translation>
    </message>
    <message>
        <source> px</source>
        <translation> 像素</translation>
    </message>
    <message>
        <source>{what}; the proportions of the picture are kept</source>
        <translation>{what}；保持图片的比例</translation>
    </message>
    <message>
        <source> MP</source>
        <translation> 百万像素</translation>
    </message>
</context>
<context>
    <name>StatusRegion</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Progress of the work</source>
        <translation>工作进度</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>Getting the view ready</source>
        <translation>正在准备显示</translation>
    </message>
    <message>
        <source>tile {done} of {total}</source>
        <translation>分块 {done}/{total}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
</context>
<context>
    <name>StepsBar</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Go back and forth in what was learned</source>
        <translation>在学习过程中前后移动</translation>
    </message>
    <message>
        <source>Step {step}</source>
        <translation>第 {step} 步</translation>
    </message>
</context>
<context>
    <name>StudiesList</name>
    <message>
        <source>Making the pictures of &quot;{title}&quot;</source>
        <translation>正在生成“{title}”的图片</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>评测</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Raters</source>
        <translation>评分者</translation>
    </message>
    <message>
        <source>Opinion tests</source>
        <translation>观感评测</translation>
    </message>
    <message>
        <source>Double click or Enter: rate</source>
        <translation>双击或按回车：开始评分</translation>
    </message>
    <message>
        <source>Which pictures look best? Papers ask people: each sees every picture of every method in a random order, without knowing what made it, and gives it 1 (bad) to 5 (excellent). The mean is the MOS.</source>
        <translation>哪些图片看起来最好？论文会请人来评：每人以随机顺序观看每种方法的每张图片，不知道由谁生成，并给出 1（很差）到 5（优秀）分。均值即 MOS。</translation>
    </message>
    <message>
        <source>New test...</source>
        <translation>新建评测...</translation>
    </message>
    <message>
        <source>Choose pictures and methods for a new opinion test</source>
        <translation>为新的观感评测选择图片和方法</translation>
    </message>
    <message>
        <source>Rate...</source>
        <translation>评分...</translation>
    </message>
    <message>
        <source>Rate the pictures of this test, full screen; begin or go on</source>
        <translation>全屏为此评测的图片评分；可开始或继续</translation>
    </message>
    <message>
        <source>Make pictures</source>
        <translation>生成图片</translation>
    </message>
    <message>
        <source>Make those pictures of this test that are missing</source>
        <translation>生成此评测中缺少的图片</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Show the folder with pictures and ratings</source>
        <translation>打开存放图片和评分的文件夹</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>删除...</translation>
    </message>
    <message>
        <source>Move this test with its ratings to the trash</source>
        <translation>将此评测连同评分移到回收站</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop making pictures; those that are made stay</source>
        <translation>停止生成图片；已生成的会保留</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>How many pictures of the test are made</source>
        <translation>评测中已生成图片的数量</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>{made} of {total} pictures made</source>
        <translation>已生成 {made} / {total} 张图片</translation>
    </message>
</context>
<context>
    <name>StudyForm</name>
    <message>
        <source>Opinion test ×{scale}</source>
        <translation>观感评测 ×{scale}</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>What the test is called in the list</source>
        <translation>评测在列表中的名称</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>倍数</translation>
    </message>
    <message>
        <source>The small pictures are 1/{scale} as wide and high</source>
        <translation>小图的宽和高为原来的 1/{scale}</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Sharp pictures: each is made small and enlarged by every method</source>
        <translation>清晰的图片：每张都会被缩小，再由每种方法放大</translation>
    </message>
    <message>
        <source>Examples to begin with (optional)</source>
        <translation>开头的示例（可选）</translation>
    </message>
    <message>
        <source>Other pictures, shown first as blocks (1, bad) and as they are (5, excellent), so that raters know both ends</source>
        <translation>其他图片：先以马赛克（1 分，很差）和原样（5 分，优秀）展示，让评分者了解两端</translation>
    </message>
    <message>
        <source>From the sets</source>
        <translation>来自图集</translation>
    </message>
    <message>
        <source>Add the pictures of the sets ticked at the left</source>
        <translation>添加左侧勾选的图集中的图片</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Every method shows every picture once; the original and the blocks are the ends of the scale</source>
        <translation>每种方法的每张图片各展示一次；原图和马赛克是量表的两端</translation>
    </message>
    <message>
        <source>Create the test</source>
        <translation>创建评测</translation>
    </message>
    <message>
        <source>Keep the test and make its pictures</source>
        <translation>保存评测并生成图片</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>The picture itself: what raters find excellent without knowing it</source>
        <translation>图片本身：评分者在不知情时认为优秀的画面</translation>
    </message>
    <message>
        <source>It has no weights for ×{scale}.</source>
        <translation>它没有 ×{scale} 的权重。</translation>
    </message>
    <message>
        <source>Add pictures first.</source>
        <translation>请先添加图片。</translation>
    </message>
    <message>
        <source>Tick at least two methods.</source>
        <translation>请至少勾选两种方法。</translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Loss, PSNR, SSIM, learning rate and speed</source>
        <translation>损失、PSNR、SSIM、学习率和速度</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>What the network makes of pictures it never saw</source>
        <translation>网络对从未见过的图片的输出</translation>
    </message>
    <message>
        <source>Learned</source>
        <translation>所学</translation>
    </message>
    <message>
        <source>Filters, feature maps and the residual</source>
        <translation>滤波器、特征图和残差</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>What is in the folders, and the patches that are fed</source>
        <translation>文件夹中的内容以及送入网络的图块</translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Experiments of the papers, ready to run</source>
        <translation>论文中的实验，可直接运行</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>Every run that was kept</source>
        <translation>保存下来的所有运行</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监视</translation>
    </message>
    <message>
        <source>Train after the present run</source>
        <translation>在当前运行之后训练</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Start learning; you can go on working meanwhile</source>
        <translation>开始学习；期间可以继续使用程序</translation>
    </message>
</context>
<context>
    <name>TrainingDesk</name>
    <message>
        <source>A training is still running. Stop it, or let it go on in the background?</source>
        <translation>训练仍在进行。要停止它，还是让它在后台继续？</translation>
    </message>
    <message>
        <source>Whatever you choose, what it has learned is kept. Trainings that wait are not begun.</source>
        <translation>无论如何选择，已学到的内容都会保留。等待中的训练不会开始。</translation>
    </message>
    <message>
        <source>Keep training in the background</source>
        <translation>在后台继续训练</translation>
    </message>
    <message>
        <source>Save and stop</source>
        <translation>保存并停止</translation>
    </message>
</context>
<context>
    <name>TruthMode</name>
    <message>
        <source>Nothing is compared.</source>
        <translation>没有进行比较。</translation>
    </message>
    <message>
        <source>Small picture {low_width} × {low_height} → {width} × {height}</source>
        <translation>低分辨率图 {low_width} × {low_height} → {width} × {height}</translation>
    </message>
</context>
<context>
    <name>TruthPanes</name>
    <message>
        <source>crop {figures}</source>
        <translation>裁剪区 {figures}</translation>
    </message>
    <message>
        <source>picture {figures}</source>
        <translation>整图 {figures}</translation>
    </message>
    <message>
        <source>Truth (HR)</source>
        <translation>原图 (HR)</translation>
    </message>
    <message>
        <source>Crop {width} × {height} at {left}, {top}</source>
        <translation>裁剪区 {width} × {height}，位于 {left}, {top}</translation>
    </message>
    <message>
        <source>Crop {figures}</source>
        <translation>裁剪区 {figures}</translation>
    </message>
    <message>
        <source>PSNR / SSIM of luminance (Y)</source>
        <translation>亮度 (Y) 的 PSNR / SSIM</translation>
    </message>
    <message>
        <source>PSNR / SSIM of colours (RGB)</source>
        <translation>颜色 (RGB) 的 PSNR / SSIM</translation>
    </message>
    <message>
        <source>border of {count} pixels left out</source>
        <translation>裁去 {count} 像素的边界</translation>
    </message>
    <message>
        <source>no border left out</source>
        <translation>不裁边</translation>
    </message>
    <message>
        <source>small picture by MATLAB&apos;s bicubic, not rounded</source>
        <translation>低分辨率图由 MATLAB 双三次生成，不取整</translation>
    </message>
    <message>
        <source>small picture by MATLAB&apos;s bicubic, rounded to 8 bit</source>
        <translation>低分辨率图由 MATLAB 双三次生成，取整到 8 位</translation>
    </message>
</context>
<context>
    <name>TruthPanesController</name>
    <message>
        <source>The crop is still being measured; try again in a moment.</source>
        <translation>裁剪区仍在测量；请稍后再试。</translation>
    </message>
    <message>
        <source>Saved as {name} in {folder}</source>
        <translation>已保存为 {name}，位于 {folder}</translation>
    </message>
</context>
<context>
    <name>TuningController</name>
    <message>
        <source>Measuring {title}...</source>
        <translation>正在测量 {title}……</translation>
    </message>
    <message>
        <source>{title} runs in one way only; there is nothing to choose.</source>
        <translation>{title} 只有一种运行方式，无需选择。</translation>
    </message>
    <message>
        <source>For {title} nothing was measured yet; that is done once the time that it saves is worth it.</source>
        <translation>尚未为 {title} 做过测量；等到省下的时间值得时会自动进行。</translation>
    </message>
    <message>
        <source>The speed is that of the network alone.</source>
        <translation>速度仅指网络本身。</translation>
    </message>
    <message>
        <source>The machine was too busy, or the network too slow, to compare: this is the usual way.</source>
        <translation>机器太忙或网络太慢，无法比较：这里用的是常规方式。</translation>
    </message>
</context>
<context>
    <name>TuningView</name>
    <message>
        <source>What automatic stands for</source>
        <translation>“自动”代表什么</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新测量</translation>
    </message>
    <message>
        <source>Find the fastest device, precision and tile size for the chosen model now; takes some seconds</source>
        <translation>立即为所选模型找出最快的设备、精度和分块大小；需要几秒钟</translation>
    </message>
</context>
<context>
    <name>UpscaleController</name>
    <message>
        <source>Upscaling with {model}...</source>
        <translation>正在用 {model} 放大...</translation>
    </message>
    <message>
        <source>The settings are those of {name}.</source>
        <translation>现在使用 {name} 的设置。</translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation>正在打开 {name}...</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Cancelled: another picture is being opened.</source>
        <translation>已取消：正在打开另一张图片。</translation>
    </message>
    <message>
        <source>{name} beside its original.</source>
        <translation>{name} 与原图并排显示。</translation>
    </message>
    <message>
        <source>{model} ×{scale}: {width} × {height} in {seconds} s ({how}). Not saved yet.</source>
        <translation>{model} ×{scale}：{width} × {height}，用时 {seconds} 秒（{how}）。尚未保存。</translation>
    </message>
    <message>
        <source>Upscaled, {model} ×{scale}</source>
        <translation>放大后，{model} ×{scale}</translation>
    </message>
    <message>
        <source>Cancelled: another model was chosen.</source>
        <translation>已取消：选择了另一个模型。</translation>
    </message>
    <message>
        <source>Cancelled: another size was chosen.</source>
        <translation>已取消：选择了另一个尺寸。</translation>
    </message>
    <message>
        <source>Cancelled: the settings were changed.</source>
        <translation>已取消：设置已更改。</translation>
    </message>
    <message>
        <source>{old_width} × {old_height} → {width} × {height} ({megapixels} MP)</source>
        <translation>{old_width} × {old_height} → {width} × {height}（{megapixels} 百万像素）</translation>
    </message>
</context>
<context>
    <name>UpscalePage</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Device, precision and tile size</source>
        <translation>设备、精度和分块大小</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>VggNeed</name>
    <message>
        <source>Cancel the download</source>
        <translation>取消下载</translation>
    </message>
    <message>
        <source>Download VGG-19</source>
        <translation>下载 VGG-19</translation>
    </message>
    <message>
        <source>torchvision&apos;s file, about 550 MB, into your folder; its checksum is verified</source>
        <translation>torchvision 的文件，约 550 MB，下载到您的文件夹；会核对其校验和</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
</context>
<context>
    <name>VggOffer</name>
    <message>
        <source>VGG-19 found: {name}</source>
        <translation>已找到 VGG-19：{name}</translation>
    </message>
</context>
<context>
    <name>WorkingRow</name>
    <message>
        <source>Comparing, {left} left</source>
        <translation>正在比较，剩余 {left}</translation>
    </message>
    <message>
        <source>Comparing with the truth...</source>
        <translation>正在与原图比较...</translation>
    </message>
    <message>
        <source>Progress of the comparison</source>
        <translation>比较进度</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop comparing; what is there stays</source>
        <translation>停止比较；已有结果保留</translation>
    </message>
    <message>
        <source>Cancel the comparison</source>
        <translation>取消比较</translation>
    </message>
</context>
<context>
    <name>_LookSection</name>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The language of the program; changes at once</source>
        <translation>程序的语言；立即生效</translation>
    </message>
    <message>
        <source>Light or dark colours; changes at once</source>
        <translation>浅色或深色；立即生效</translation>
    </message>
</context>
<context>
    <name>details</name>
    <message>
        <source>it holds no pictures</source>
        <translation>其中没有图片</translation>
    </message>
    <message>
        <source>neither it nor any folder in it holds pictures</source>
        <translation>它和其中的文件夹里都没有图片</translation>
    </message>
    <message>
        <source>it does not exist; {root} holds {have}</source>
        <translation>它不存在；{root} 中有 {have}</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>it is no ordinary file</source>
        <translation>它不是普通文件</translation>
    </message>
    <message>
        <source>it is gone</source>
        <translation>它已不存在</translation>
    </message>
    <message>
        <source>its folder does not exist</source>
        <translation>它所在的文件夹不存在</translation>
    </message>
    <message>
        <source>its folder is read only</source>
        <translation>它所在的文件夹是只读的</translation>
    </message>
    <message>
        <source>a folder has this name</source>
        <translation>已有同名文件夹</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>{needed} MB are needed, {free} MB are free</source>
        <translation>需要 {needed} MB，可用空间为 {free} MB</translation>
    </message>
    <message>
        <source>it could not be opened</source>
        <translation>无法打开</translation>
    </message>
    <message>
        <source>it broke off before the file was complete</source>
        <translation>文件尚未传完，连接就中断了</translation>
    </message>
    <message>
        <source>no answer came in time</source>
        <translation>对方没有及时应答</translation>
    </message>
    <message>
        <source>there is not enough memory to decode it</source>
        <translation>内存不足，无法解码</translation>
    </message>
    <message>
        <source>it is a camera&apos;s raw file, whose first picture is only a preview</source>
        <translation>它是相机的 RAW 文件，其中第一张图片只是预览</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>原因不明</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>它太大了</translation>
    </message>
    <message>
        <source>it has been changed in the meantime</source>
        <translation>它在此期间被更改了</translation>
    </message>
    <message>
        <source>the crop does not lie within its {width} x {height} pixels</source>
        <translation>裁剪区域超出了它的 {width} x {height} 像素</translation>
    </message>
    <message>
        <source>the format {suffix} cannot be written; use {usual}</source>
        <translation>无法写入格式 {suffix}；请使用 {usual}</translation>
    </message>
    <message>
        <source>what was written is not what was meant; the file was removed</source>
        <translation>写入的内容与预期不符；该文件已删除</translation>
    </message>
    <message>
        <source>{sign} cannot be in a file name</source>
        <translation>文件名中不能有 {sign}</translation>
    </message>
    <message>
        <source>{field} is not known</source>
        <translation>未知的字段 {field}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is too long</source>
        <translation>它太长了</translation>
    </message>
    <message>
        <source>it is no preset of this program</source>
        <translation>它不是本程序的预设</translation>
    </message>
    <message>
        <source>the entry {number} is gone</source>
        <translation>第 {number} 项已不存在</translation>
    </message>
    <message>
        <source>{names} is not set; start the command with torchrun</source>
        <translation>未设置 {names}；请用 torchrun 启动该命令</translation>
    </message>
    <message>
        <source>it holds no {file}</source>
        <translation>其中没有 {file}</translation>
    </message>
    <message>
        <source>line {number} of {file}: {fault}</source>
        <translation>{file} 第 {number} 行：{fault}</translation>
    </message>
    <message>
        <source>it holds another message</source>
        <translation>其中是另一种内容</translation>
    </message>
    <message>
        <source>it has no figures</source>
        <translation>它没有数值</translation>
    </message>
    <message>
        <source>it holds neither {job} nor {events}</source>
        <translation>其中既没有 {job} 也没有 {events}</translation>
    </message>
    <message>
        <source>its events are damaged, or of another version of the program</source>
        <translation>它的事件记录已损坏，或来自本程序的其他版本</translation>
    </message>
    <message>
        <source>none of the pictures held out for validation can be measured</source>
        <translation>留作验证的图片都无法测量</translation>
    </message>
    <message>
        <source>none of its pictures can be measured</source>
        <translation>其中的图片都无法测量</translation>
    </message>
    <message>
        <source>none of its pictures can be learned from</source>
        <translation>其中的图片都不能用于训练</translation>
    </message>
    <message>
        <source>no picture is as large as a patch of {patch} pixels; the largest has {size}</source>
        <translation>没有一张图片达到图块的 {patch} 像素；最大的为 {size}</translation>
    </message>
    <message>
        <source>no picture is as large as a patch of {patch} pixels (at x{at}, {side} pixels of the picture); the largest has {size}</source>
        <translation>没有一张图片达到图块的 {patch} 像素（x{at} 时为图片的 {side} 像素）；最大的为 {size}</translation>
    </message>
    <message>
        <source>the processes that train together see different pictures in it</source>
        <translation>一起训练的各进程在其中看到的图片不同</translation>
    </message>
    <message>
        <source>{count} pictures are too few to hold out {held}</source>
        <translation>只有 {count} 张图片，不足以留出 {held} 张</translation>
    </message>
    <message>
        <source>of its {count} pictures, {held} cannot be held out</source>
        <translation>其中共 {count} 张图片，无法留出 {held} 张</translation>
    </message>
    <message>
        <source>it changed meanwhile; list the models again</source>
        <translation>它在此期间被更改了；请重新列出模型</translation>
    </message>
    <message>
        <source>it changed while it was copied ({error})</source>
        <translation>它在复制时被更改了（{error}）</translation>
    </message>
    <message>
        <source>its content changed after it was written</source>
        <translation>它的内容在写入之后被更改了</translation>
    </message>
    <message>
        <source>its configuration is damaged ({error})</source>
        <translation>它的配置已损坏（{error}）</translation>
    </message>
    <message>
        <source>its tensors are damaged ({error})</source>
        <translation>它的张量已损坏（{error}）</translation>
    </message>
    <message>
        <source>it is damaged ({error})</source>
        <translation>它已损坏（{error}）</translation>
    </message>
    <message>
        <source>weights are missing ({missing}) or too many ({extra})</source>
        <translation>缺少权重（{missing}）或有多余的权重（{extra}）</translation>
    </message>
    <message>
        <source>{name} has the wrong shape or type</source>
        <translation>{name} 的形状或类型不对</translation>
    </message>
    <message>
        <source>{name} holds values that are no numbers</source>
        <translation>{name} 中有不是数的值</translation>
    </message>
    <message>
        <source>its first layer cannot be read ({error})</source>
        <translation>无法读取它的第一层（{error}）</translation>
    </message>
    <message>
        <source>its first layer is no set of filters ({shape})</source>
        <translation>它的第一层不是一组滤波器（{shape}）</translation>
    </message>
    <message>
        <source>it holds no dictionaries ({error})</source>
        <translation>其中没有字典（{error}）</translation>
    </message>
    <message>
        <source>its weights do not fit together ({error})</source>
        <translation>它的权重彼此不匹配（{error}）</translation>
    </message>
    <message>
        <source>it holds neither SRCNN (weights_conv1) nor VDSR (model)</source>
        <translation>其中既没有 SRCNN（weights_conv1）也没有 VDSR（model）</translation>
    </message>
    <message>
        <source>it is no MATLAB file of version 5 to 7, or damaged ({error})</source>
        <translation>它不是 5 至 7 版的 MATLAB 文件，或已损坏（{error}）</translation>
    </message>
    <message>
        <source>its name does not tell the factor (as in x3.mat); give --scale</source>
        <translation>文件名中没有倍数（如 x3.mat）；请用 --scale 指定</translation>
    </message>
    <message>
        <source>it has no layer {name}; a VGG-19 that goes so far is needed</source>
        <translation>其中没有 {name} 层；需要包含该层的 VGG-19</translation>
    </message>
    <message>
        <source>{name} is not a layer of VGG-19</source>
        <translation>{name} 不是 VGG-19 的层</translation>
    </message>
    <message>
        <source>it holds no state of a network</source>
        <translation>其中没有网络的权重</translation>
    </message>
    <message>
        <source>its table of contents is ambiguous</source>
        <translation>它的目录有歧义</translation>
    </message>
    <message>
        <source>its table of contents is damaged</source>
        <translation>它的目录已损坏</translation>
    </message>
    <message>
        <source>a table of contents of {size} MB</source>
        <translation>目录有 {size} MB</translation>
    </message>
    <message>
        <source>it ends before its table of contents does</source>
        <translation>文件在目录之前就结束了</translation>
    </message>
    <message>
        <source>it ends before its last tensor does</source>
        <translation>文件在最后一个张量之前就结束了</translation>
    </message>
    <message>
        <source>{record} would end behind the file</source>
        <translation>{record} 超出了文件末尾</translation>
    </message>
    <message>
        <source>{record} is packed</source>
        <translation>{record} 是压缩的</translation>
    </message>
    <message>
        <source>its records overlap</source>
        <translation>其中的记录互相重叠</translation>
    </message>
    <message>
        <source>a list of {size} MB</source>
        <translation>列表有 {size} MB</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} 条记录</translation>
    </message>
    <message>
        <source>{count} tensors</source>
        <translation>{count} 个张量</translation>
    </message>
    <message>
        <source>{name} is {size} made of {held}</source>
        <translation>{name} 声称有 {size}，实际只有 {held}</translation>
    </message>
    <message>
        <source>{size} of weights in a file of {held}</source>
        <translation>{held} 的文件声称含有 {size} 的权重</translation>
    </message>
    <message>
        <source>a tensor with an endless name</source>
        <translation>有一个张量的名称过长</translation>
    </message>
    <message>
        <source>a layer number {number}</source>
        <translation>层号 {number}</translation>
    </message>
    <message>
        <source>a {kind} where weights by name were expected</source>
        <translation>应为按名称排列的权重，却是 {kind}</translation>
    </message>
    <message>
        <source>a name that is no text but {kind}</source>
        <translation>名称不是文本，而是 {kind}</translation>
    </message>
    <message>
        <source>{name} is no tensor but {kind}</source>
        <translation>{name} 不是张量，而是 {kind}</translation>
    </message>
    <message>
        <source>{name} is of a kind that is not read</source>
        <translation>{name} 属于无法读取的类型</translation>
    </message>
    <message>
        <source>{name} is of the type {kind}</source>
        <translation>{name} 的类型是 {kind}</translation>
    </message>
    <message>
        <source>{name} holds whole numbers</source>
        <translation>{name} 中是整数</translation>
    </message>
    <message>
        <source>there are none</source>
        <translation>其中没有权重</translation>
    </message>
    <message>
        <source>the network answers with values that are no numbers</source>
        <translation>网络给出了不是数的值</translation>
    </message>
    <message>
        <source>its answer has the shape {shape}, not {wanted}</source>
        <translation>它的输出形状是 {shape}，而不是 {wanted}</translation>
    </message>
    <message>
        <source>it is found to be {name} now</source>
        <translation>它现在被识别为 {name}</translation>
    </message>
    <message>
        <source>it fills holes and needs a mask beside the picture</source>
        <translation>它用于修补缺损，除图片外还需要蒙版</translation>
    </message>
    <message>
        <source>it only restores faces that were cut out before</source>
        <translation>它只能修复事先裁出的人脸</translation>
    </message>
    <message>
        <source>{before} channels in, {after} out; pictures have 1 or 3</source>
        <translation>输入 {before} 个通道，输出 {after} 个；图片有 1 个或 3 个</translation>
    </message>
    <message>
        <source>a factor of {factor}</source>
        <translation>倍数为 {factor}</translation>
    </message>
    <message>
        <source>it asked for too much memory</source>
        <translation>它需要的内存过多</translation>
    </message>
    <message>
        <source>it asked for more memory or time than its size explains</source>
        <translation>它需要的内存或时间与其大小不符</translation>
    </message>
    <message>
        <source>it took more than {seconds} s</source>
        <translation>它用时超过 {seconds} 秒</translation>
    </message>
    <message>
        <source>exit code {code}</source>
        <translation>退出码 {code}</translation>
    </message>
    <message>
        <source>ended by {signal}</source>
        <translation>被 {signal} 终止</translation>
    </message>
    <message>
        <source>it crashed, code {code}</source>
        <translation>它已崩溃，代码 {code}</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>The picture {path} cannot be read: {detail}</source>
        <translation>无法读取图片 {path}：{detail}</translation>
    </message>
    <message>
        <source>Open it in another program and save it again as PNG, then retry.</source>
        <translation>请用其他程序打开并另存为 PNG，然后重试。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation>文件 {path} 不存在。</translation>
    </message>
    <message>
        <source>Check the name; the file may have been moved or renamed.</source>
        <translation>请检查名称；文件可能已被移动或重命名。</translation>
    </message>
    <message>
        <source>The file {path} is empty (0 bytes).</source>
        <translation>文件 {path} 是空的（0 字节）。</translation>
    </message>
    <message>
        <source>Its copy or download was probably interrupted; fetch it again.</source>
        <translation>复制或下载可能被中断；请重新获取。</translation>
    </message>
    <message>
        <source>{path} is not a picture, or of a format that is not supported.</source>
        <translation>{path} 不是图片，或其格式不受支持。</translation>
    </message>
    <message>
        <source>The picture {path} is cut short or damaged: {detail}</source>
        <translation>图片 {path} 不完整或已损坏：{detail}</translation>
    </message>
    <message>
        <source>Copy or download it again; a part of it is missing.</source>
        <translation>请重新复制或下载；文件缺少一部分。</translation>
    </message>
    <message>
        <source>The file {path} may not be read: {detail}</source>
        <translation>没有读取文件 {path} 的权限：{detail}</translation>
    </message>
    <message>
        <source>Check the permissions of the file and of its folder.</source>
        <translation>请检查文件及其文件夹的权限。</translation>
    </message>
    <message>
        <source>{path} would become {width} x {height} pixels; the limit is {limit} megapixels.</source>
        <translation>{path} 将变为 {width} x {height} 像素；上限为 {limit} 百万像素。</translation>
    </message>
    <message>
        <source>Choose a smaller scale, or cut the picture into parts.</source>
        <translation>请选择较小的倍数，或将图片切成几部分。</translation>
    </message>
    <message>
        <source>{path} has {width} x {height} pixels; only up to {limit} megapixels are read.</source>
        <translation>{path} 有 {width} x {height} 像素；最多只能读取 {limit} 百万像素。</translation>
    </message>
    <message>
        <source>Cut the picture into parts with another program first.</source>
        <translation>请先用其他程序将图片切成几部分。</translation>
    </message>
    <message>
        <source>{width} x {height} pixels cannot be upscaled by the factor {scale}; it must be over 1 and at most {limit}.</source>
        <translation>{width} x {height} 像素无法放大 {scale} 倍；倍数必须大于 1 且不超过 {limit}。</translation>
    </message>
    <message>
        <source>Choose a larger target, or another factor.</source>
        <translation>请选择更大的目标尺寸或其他倍数。</translation>
    </message>
    <message>
        <source>A picture of {width} x {height} pixels is large enough already.</source>
        <translation>{width} x {height} 像素的图片已经足够大。</translation>
    </message>
    <message>
        <source>Leave it out, or wish a larger size.</source>
        <translation>请略过它，或选择更大的尺寸。</translation>
    </message>
    <message>
        <source>{model} would go through {width} x {height} pixels on its way; the limit is {limit} megapixels.</source>
        <translation>{model} 在中途会产生 {width} x {height} 像素；上限是 {limit} 百万像素。</translation>
    </message>
    <message>
        <source>Choose a smaller factor, or one that the model reaches exactly.</source>
        <translation>请选择较小的倍数，或模型能正好达到的倍数。</translation>
    </message>
    <message>
        <source>Supported are JPEG, PNG, WebP, TIFF, AVIF, BMP and GIF.</source>
        <translation>支持 JPEG、PNG、WebP、TIFF、AVIF、BMP 和 GIF。</translation>
    </message>
    <message>
        <source>There is no model named {model}.</source>
        <translation>没有名为 {model} 的模型。</translation>
    </message>
    <message>
        <source>The models are: {known}.</source>
        <translation>现有模型：{known}。</translation>
    </message>
    <message>
        <source>The weights file {path} cannot be used: {detail}</source>
        <translation>无法使用权重文件 {path}：{detail}</translation>
    </message>
    <message>
        <source>Get the file again, or remove it from the models folder.</source>
        <translation>请重新获取该文件，或将其从模型文件夹中移除。</translation>
    </message>
    <message>
        <source>The weights file {path} was not made by SR Desktop.</source>
        <translation>权重文件 {path} 不是由 SR Desktop 生成的。</translation>
    </message>
    <message>
        <source>Add it on the page Models or with `add-model`, which make a file of ours of it; remove this one.</source>
        <translation>请在“模型”页面或用 `add-model` 添加它，程序会转换成自己的文件；然后移除这个文件。</translation>
    </message>
    <message>
        <source>The file {path} is no safetensors file, or is cut short.</source>
        <translation>文件 {path} 不是 safetensors 文件，或者不完整。</translation>
    </message>
    <message>
        <source>Copy or download the file again; a part of it may be missing.</source>
        <translation>请重新复制或下载该文件，它可能缺少一部分。</translation>
    </message>
    <message>
        <source>The description in the weights file {path} is damaged.</source>
        <translation>权重文件 {path} 中的描述已损坏。</translation>
    </message>
    <message>
        <source>Get the file again, or train the model anew.</source>
        <translation>请重新获取该文件，或重新训练该模型。</translation>
    </message>
    <message>
        <source>{path} holds a network of the kind {arch}, which is not supported.</source>
        <translation>{path} 包含的网络类型 {arch} 不受支持。</translation>
    </message>
    <message>
        <source>A newer version of the program may know it.</source>
        <translation>较新版本的程序可能支持它。</translation>
    </message>
    <message>
        <source>The device {device} is not available here.</source>
        <translation>设备 {device} 在此不可用。</translation>
    </message>
    <message>
        <source>Choose one of: {known}.</source>
        <translation>请选择其中之一：{known}。</translation>
    </message>
    <message>
        <source>There is not enough memory for this picture on {device}.</source>
        <translation>{device} 上的内存不足以处理此图片。</translation>
    </message>
    <message>
        <source>Choose smaller tiles or a smaller scale, or close other programs.</source>
        <translation>请选择更小的分块或倍数，或关闭其他程序。</translation>
    </message>
    <message>
        <source>The model {model} gave values that are no numbers; nothing was saved.</source>
        <translation>模型 {model} 输出了无效数值；未保存任何内容。</translation>
    </message>
    <message>
        <source>Choose the precision fp32 or another model.</source>
        <translation>请选择 fp32 精度或其他模型。</translation>
    </message>
    <message>
        <source>The model {model} made the picture black all over; nothing was saved.</source>
        <translation>模型 {model} 输出的图片全黑；没有保存任何内容。</translation>
    </message>
    <message>
        <source>Choose the precision fp32, the processor as device, or another model.</source>
        <translation>请选择 fp32 精度、以处理器为设备，或换一个模型。</translation>
    </message>
    <message>
        <source>{path} exists already; it was left as it is.</source>
        <translation>{path} 已存在；未作改动。</translation>
    </message>
    <message>
        <source>Choose another name, or allow replacing.</source>
        <translation>请选择其他名称，或允许替换。</translation>
    </message>
    <message>
        <source>{path} is the picture that is being upscaled; originals are never replaced.</source>
        <translation>{path} 正是要放大的图片；绝不替换原图。</translation>
    </message>
    <message>
        <source>Choose another name or folder.</source>
        <translation>请选择其他名称或文件夹。</translation>
    </message>
    <message>
        <source>{path} could not be written: {detail}</source>
        <translation>无法写入 {path}：{detail}</translation>
    </message>
    <message>
        <source>Check free space and permissions, or choose another folder.</source>
        <translation>请检查可用空间和权限，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{template} cannot name results: {detail}</source>
        <translation>{template} 不能用作结果的名称：{detail}</translation>
    </message>
    <message>
        <source>Use letters and digits, and in braces: name, model, scale, width, height.</source>
        <translation>请使用字母和数字，花括号中可用：name、model、scale、width、height。</translation>
    </message>
    <message>
        <source>{format} cannot hold {width} x {height} pixels; its limit is {limit} a side.</source>
        <translation>{format} 无法容纳 {width} x {height} 像素；每边上限为 {limit}。</translation>
    </message>
    <message>
        <source>Save it as PNG or TIFF.</source>
        <translation>请保存为 PNG 或 TIFF。</translation>
    </message>
    <message>
        <source>{format} cannot hold {width} x {height} pixels; its files end at 4 GB.</source>
        <translation>{format} 无法容纳 {width} x {height} 像素；其文件最大为 4 GB。</translation>
    </message>
    <message>
        <source>The job&apos;s field {field} cannot be {value}.</source>
        <translation>任务的字段 {field} 不能是 {value}。</translation>
    </message>
    <message>
        <source>Allowed: {allowed}.</source>
        <translation>允许的值：{allowed}。</translation>
    </message>
    <message>
        <source>The folder {path} cannot be used: {detail}</source>
        <translation>无法使用文件夹 {path}：{detail}</translation>
    </message>
    <message>
        <source>Choose a folder that holds pictures.</source>
        <translation>请选择包含图片的文件夹。</translation>
    </message>
    <message>
        <source>The pictures give {found} patches to learn x{scale} from; at least {least} are needed.</source>
        <translation>这些图片只能提供 {found} 个用于学习 x{scale} 的图块；至少需要 {least} 个。</translation>
    </message>
    <message>
        <source>Add pictures, or larger ones; small and plain ones are passed over.</source>
        <translation>请添加图片或更大的图片；过小和平坦的图片会被跳过。</translation>
    </message>
    <message>
        <source>The training diverged at step {step}: the loss is no number any more.</source>
        <translation>训练在第 {step} 步发散：损失已不是有效数值。</translation>
    </message>
    <message>
        <source>Lower the learning rate; the last good weights are kept.</source>
        <translation>请降低学习率；最后的有效权重已保留。</translation>
    </message>
    <message>
        <source>None of the {count} variants could be trained; the last one: {detail}</source>
        <translation>{count} 个变体都无法训练；最后一个：{detail}</translation>
    </message>
    <message>
        <source>The table in the folder of the sweep says why each of them failed.</source>
        <translation>该实验文件夹中的表格说明了每个变体失败的原因。</translation>
    </message>
    <message>
        <source>The run in {path} cannot be used: {detail}</source>
        <translation>{path} 中的运行无法使用：{detail}</translation>
    </message>
    <message>
        <source>Look into the folder; if nothing in it is of use, delete it.</source>
        <translation>请查看该文件夹；如果其中没有有用的内容，可将其删除。</translation>
    </message>
    <message>
        <source>The run in {path} was written by a newer version of this program.</source>
        <translation>{path} 中的运行是由本程序的较新版本写入的。</translation>
    </message>
    <message>
        <source>Update the program to go on with it. Nothing was changed; its weights can be used as they are.</source>
        <translation>请更新程序后再继续。没有任何改动；它的权重可以直接使用。</translation>
    </message>
    <message>
        <source>The run in {path} is being trained by {owner}.</source>
        <translation>{path} 中的运行正由 {owner} 训练。</translation>
    </message>
    <message>
        <source>Stop it first, or wait for its end.</source>
        <translation>请先停止它，或等待它结束。</translation>
    </message>
    <message>
        <source>The other processes of the run cannot be reached: {detail}</source>
        <translation>无法连接该运行的其他进程：{detail}</translation>
    </message>
    <message>
        <source>Look at what the process that ended first has said; `resume` goes on from the last saved state.</source>
        <translation>请查看最先结束的进程的输出；`resume` 可从最近的检查点继续。</translation>
    </message>
    <message>
        <source>{path} could not be moved to the trash: {detail}</source>
        <translation>无法把 {path} 移到回收站：{detail}</translation>
    </message>
    <message>
        <source>Open the folder and delete it by hand; some drives have no trash.</source>
        <translation>请打开文件夹手动删除；有些驱动器没有回收站。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly ({detail}); it was started again.</source>
        <translation>引擎意外停止（{detail}）；已重新启动。</translation>
    </message>
    <message>
        <source>Try smaller tiles or another device; the picture is still open.</source>
        <translation>请尝试更小的分块或其他设备；图片仍处于打开状态。</translation>
    </message>
    <message>
        <source>The engine stopped several times in a row ({detail}).</source>
        <translation>引擎连续多次意外停止（{detail}）。</translation>
    </message>
    <message>
        <source>Close other programs or choose another device, then try again.</source>
        <translation>请关闭其他程序或选择其他设备，然后重试。</translation>
    </message>
    <message>
        <source>The training stopped unexpectedly ({detail}).</source>
        <translation>训练意外停止（{detail}）。</translation>
    </message>
    <message>
        <source>What a run has saved is kept: Resume goes on from there.</source>
        <translation>已保存的内容仍在：点“继续”即可从那里接着训练。</translation>
    </message>
    <message>
        <source>The program made a mistake: {detail}</source>
        <translation>程序出错了：{detail}</translation>
    </message>
    <message>
        <source>Please report it together with the log.</source>
        <translation>请连同日志一起报告。</translation>
    </message>
    <message>
        <source>There is no connection to {host}: {detail}</source>
        <translation>无法连接 {host}：{detail}</translation>
    </message>
    <message>
        <source>Check the network, then download again: what has arrived is kept, and it goes on from there.</source>
        <translation>请检查网络连接后重新下载：已下载的部分会保留，并从断点继续。</translation>
    </message>
    <message>
        <source>The server {host} did not give the file {name}: it answered {status}.</source>
        <translation>服务器 {host} 没有提供文件 {name}：它的回答是 {status}。</translation>
    </message>
    <message>
        <source>Try again later, or get the file elsewhere and put it into {folder}.</source>
        <translation>请稍后再试，或从别处取得该文件并放入 {folder}。</translation>
    </message>
    <message>
        <source>The file {name} from {host} is not the one that was published.</source>
        <translation>来自 {host} 的文件 {name} 不是所发布的文件。</translation>
    </message>
    <message>
        <source>It was removed. Download it again; a program on the way may have changed it.</source>
        <translation>它已被删除。请重新下载；途中可能有程序改动了它。</translation>
    </message>
    <message>
        <source>The model {model} has no weights for x{scale}.</source>
        <translation>模型 {model} 没有 x{scale} 的权重。</translation>
    </message>
    <message>
        <source>Train or get weights for this factor, or leave it out.</source>
        <translation>请训练或获取该倍数的权重，或不测该倍数。</translation>
    </message>
    <message>
        <source>The picture {path} has {width} x {height} pixels: too few to be measured at x{scale}, which takes {least} a side.</source>
        <translation>图片 {path} 为 {width} x {height} 像素：太小，无法在 x{scale} 下测量，每边至少需要 {least} 像素。</translation>
    </message>
    <message>
        <source>Take it out of the set, or choose a smaller factor.</source>
        <translation>请将其移出测试集，或选择更小的倍数。</translation>
    </message>
    <message>
        <source>The picture {path} has {width} x {height} pixels: too few to be the truth at x{scale}, which takes {least} a side.</source>
        <translation>图片 {path} 为 {width} x {height} 像素：太小，无法作为 x{scale} 的原图，每边至少需要 {least} 像素。</translation>
    </message>
    <message>
        <source>Open a larger picture, or choose a smaller factor.</source>
        <translation>请打开更大的图片，或选择更小的倍数。</translation>
    </message>
    <message>
        <source>With the truth, pictures can be compared at whole factors from 2 to {most} only, not at ×{scale}.</source>
        <translation>有原图时，只能在 2 至 {most} 的整数倍下比较，不能在 ×{scale} 下比较。</translation>
    </message>
    <message>
        <source>Choose ×2, ×3 or ×4 as the size.</source>
        <translation>请选择 ×2、×3 或 ×4 作为大小。</translation>
    </message>
    <message>
        <source>The picture {path} has {width} x {height} pixels: too few for MS-SSIM at x{scale}, which takes {least} a side.</source>
        <translation>图片 {path} 为 {width} x {height} 像素：太小，无法在 x{scale} 下计算 MS-SSIM，每边至少需要 {least} 像素。</translation>
    </message>
    <message>
        <source>Measure larger pictures, or go without MS-SSIM.</source>
        <translation>请测量更大的图片，或不使用 MS-SSIM。</translation>
    </message>
    <message>
        <source>The answer to the picture {path} cannot be compared with it: {detail}</source>
        <translation>图片 {path} 的结果无法与其比较：{detail}</translation>
    </message>
    <message>
        <source>Check the model; its answers must be as large as the picture.</source>
        <translation>请检查模型；其输出必须与图片同样大小。</translation>
    </message>
    <message>
        <source>The plan {path} cannot be used: {detail}</source>
        <translation>测量计划 {path} 无法使用：{detail}</translation>
    </message>
    <message>
        <source>Start the measurement again from the benchmark page.</source>
        <translation>请从基准测试页重新开始测量。</translation>
    </message>
    <message>
        <source>The perceptual distance needs VGG-19&apos;s weights, and there are none.</source>
        <translation>感知距离需要 VGG-19 的权重，但没有找到。</translation>
    </message>
    <message>
        <source>Name the file (vgg19-dcbb9e9d.pth, or safetensors with conv1_1 to conv3_1), or go without this metric.</source>
        <translation>请指定该文件（vgg19-dcbb9e9d.pth，或含 conv1_1 至 conv3_1 的 safetensors），或不使用此指标。</translation>
    </message>
    <message>
        <source>The measurement stopped unexpectedly ({detail}).</source>
        <translation>测量意外停止（{detail}）。</translation>
    </message>
    <message>
        <source>What was measured is kept: run it again, and it goes on from there.</source>
        <translation>已测结果会保留：再次运行即可从那里继续。</translation>
    </message>
    <message>
        <source>The file from {host} holds {found} of the {count} pictures of {dataset}; nothing was kept.</source>
        <translation>来自 {host} 的文件只包含 {dataset} 的 {count} 张图片中的 {found} 张；没有保留任何内容。</translation>
    </message>
    <message>
        <source>Get the set from its authors&apos; page, and choose its folder.</source>
        <translation>请从作者主页获取测试集，然后选择其文件夹。</translation>
    </message>
    <message>
        <source>An answer equals its truth: the mean PSNR is infinite.</source>
        <translation>有结果与原图完全相同：平均 PSNR 为无穷大。</translation>
    </message>
    <message>
        <source>The opinion test in {path} cannot be used: {detail}</source>
        <translation>{path} 中的主观评分测试无法使用：{detail}</translation>
    </message>
    <message>
        <source>Set up a new test; ratings that were given stay in the folder.</source>
        <translation>请新建测试；已有评分会保留在文件夹中。</translation>
    </message>
    <message>
        <source>The opinion test in {path} was set up by a newer version of this program.</source>
        <translation>{path} 中的主观评分测试由本程序的较新版本建立。</translation>
    </message>
    <message>
        <source>Update the program to go on with it; nothing was changed.</source>
        <translation>请更新程序后继续；未作任何更改。</translation>
    </message>
    <message>
        <source>The picture {path} is not the one that the opinion test was set up with.</source>
        <translation>图片 {path} 与建立主观评分测试时的不同。</translation>
    </message>
    <message>
        <source>Put the old file back, or set up a new test.</source>
        <translation>请放回旧文件，或新建测试。</translation>
    </message>
    <message>
        <source>The picture {name} of the opinion test in {path} cannot be made again as it was.</source>
        <translation>{path} 中主观评分测试的图片 {name} 无法按原样重新生成。</translation>
    </message>
    <message>
        <source>A model or this program has changed since. Put the old file back, or set up a new test.</source>
        <translation>模型或本程序此后有所改变。请放回旧文件，或新建测试。</translation>
    </message>
    <message>
        <source>The picture {name} of the opinion test is missing or was changed.</source>
        <translation>主观评分测试的图片 {name} 缺失或被更改。</translation>
    </message>
    <message>
        <source>Prepare the test again; ratings that were given are kept.</source>
        <translation>请重新准备测试；已有评分会保留。</translation>
    </message>
    <message>
        <source>Another program is writing to the opinion test in {path}.</source>
        <translation>另一个程序正在写入 {path} 中的主观评分测试。</translation>
    </message>
    <message>
        <source>Close it, then give the rating again.</source>
        <translation>请关闭它，然后重新评分。</translation>
    </message>
    <message>
        <source>Another process is working through the queue {path}.</source>
        <translation>另一个进程正在处理队列 {path}。</translation>
    </message>
    <message>
        <source>Wait for its end, or stop it; no picture is done twice.</source>
        <translation>请等待其结束，或将其停止；不会重复处理任何图片。</translation>
    </message>
    <message>
        <source>The queue&apos;s journal {path} cannot be used: {detail}</source>
        <translation>队列的日志 {path} 无法使用：{detail}</translation>
    </message>
    <message>
        <source>Check free space and permissions, then start the queue again.</source>
        <translation>请检查可用空间和权限，然后重新开始队列。</translation>
    </message>
    <message>
        <source>{path} is one file for {count} pictures.</source>
        <translation>{path} 是一个文件，而图片有 {count} 张。</translation>
    </message>
    <message>
        <source>Name a folder for the results.</source>
        <translation>请为结果指定一个文件夹。</translation>
    </message>
    <message>
        <source>The program was ended {times} times while it worked on {path}.</source>
        <translation>处理 {path} 时，程序被终止了 {times} 次。</translation>
    </message>
    <message>
        <source>Try smaller tiles or another device, then retry it; the others went on.</source>
        <translation>请尝试更小的分块或其他设备，然后重试；其余图片已继续处理。</translation>
    </message>
    <message>
        <source>The work on the queue stopped unexpectedly ({detail}).</source>
        <translation>队列的处理意外停止（{detail}）。</translation>
    </message>
    <message>
        <source>What is finished is kept; press Start to go on with the rest.</source>
        <translation>已完成的结果会保留；按“开始”继续处理其余图片。</translation>
    </message>
    <message>
        <source>{model} has no network that could be exported.</source>
        <translation>{model} 没有可以导出的网络。</translation>
    </message>
    <message>
        <source>Interpolation and classical methods are program code; choose a network.</source>
        <translation>插值和经典方法是程序代码；请选择一个网络。</translation>
    </message>
    <message>
        <source>{model} can be exported for these scales: {scales}.</source>
        <translation>{model} 可以按这些倍数导出：{scales}。</translation>
    </message>
    <message>
        <source>Name one of them.</source>
        <translation>请指定其中一个。</translation>
    </message>
    <message>
        <source>Writing ONNX needs the package {package}, which is not installed.</source>
        <translation>写 ONNX 需要 {package} 包，它还没有安装。</translation>
    </message>
    <message>
        <source>From source: pip install {wanted}. A program that came with its own Python has no ONNX: export as .safetensors.</source>
        <translation>从源代码运行时：pip install {wanted}。自带 Python 的安装版没有 ONNX：请导出为 .safetensors。</translation>
    </message>
    <message>
        <source>{model} cannot be written in that format: {detail}</source>
        <translation>{model} 不能写成这种格式：{detail}</translation>
    </message>
    <message>
        <source>Nothing was written. Export it as .safetensors, which holds the weights alone.</source>
        <translation>没有写入任何内容。请导出为只含权重的 .safetensors。</translation>
    </message>
    <message>
        <source>The exported {model} answers differently from the network, by {difference} where {allowed} is allowed.</source>
        <translation>导出的 {model} 与网络的结果不同，相差 {difference}，允许 {allowed}。</translation>
    </message>
    <message>
        <source>{path} is not taken as a model: {detail}</source>
        <translation>{path} 不能作为模型：{detail}</translation>
    </message>
    <message>
        <source>Nothing of it was run. Get the file again from its author&apos;s page.</source>
        <translation>其中的内容没有运行。请从作者的页面重新获取该文件。</translation>
    </message>
    <message>
        <source>The model file {path} cannot be read: {detail}</source>
        <translation>无法读取模型文件 {path}：{detail}</translation>
    </message>
    <message>
        <source>Check that the file is there and that you may read it.</source>
        <translation>请检查文件是否存在，以及您是否有读取权限。</translation>
    </message>
    <message>
        <source>The model file {path} is empty (0 bytes).</source>
        <translation>模型文件 {path} 是空的（0 字节）。</translation>
    </message>
    <message>
        <source>Its download was probably interrupted; download it again.</source>
        <translation>下载可能中断了；请重新下载。</translation>
    </message>
    <message>
        <source>The model file {path} has {size} MB; networks for pictures are far smaller than {limit} MB.</source>
        <translation>模型文件 {path} 有 {size} MB；处理图片的网络远小于 {limit} MB。</translation>
    </message>
    <message>
        <source>Models that make pictures from words do not work here; choose one that enlarges pictures.</source>
        <translation>由文字生成图片的模型在这里不能使用；请选择放大图片的模型。</translation>
    </message>
    <message>
        <source>{path} is a web page and no model.</source>
        <translation>{path} 是网页，不是模型。</translation>
    </message>
    <message>
        <source>Open the page in a browser and download the model itself.</source>
        <translation>请在浏览器中打开该页面，下载模型本身。</translation>
    </message>
    <message>
        <source>{path} only says where the model lies (Git LFS); the model is not in it.</source>
        <translation>{path} 只说明模型在哪里（Git LFS），里面没有模型。</translation>
    </message>
    <message>
        <source>Download the file itself, or fetch it with `git lfs pull`.</source>
        <translation>请下载文件本身，或用 `git lfs pull` 获取。</translation>
    </message>
    <message>
        <source>{path} is no file of weights that is known here.</source>
        <translation>{path} 不是这里认识的权重文件。</translation>
    </message>
    <message>
        <source>Known are .pth, .pt and .ckpt files of PyTorch, and .safetensors.</source>
        <translation>认识的有 PyTorch 的 .pth、.pt、.ckpt 文件和 .safetensors。</translation>
    </message>
    <message>
        <source>The model file {path} is cut short or damaged: {detail}</source>
        <translation>模型文件 {path} 不完整或已损坏：{detail}</translation>
    </message>
    <message>
        <source>Download it again and compare its size with the one on the page.</source>
        <translation>请重新下载，并与页面上的大小比较。</translation>
    </message>
    <message>
        <source>{path} holds program code or objects beside numbers: {detail}</source>
        <translation>{path} 除数字外还含有程序代码或对象：{detail}</translation>
    </message>
    <message>
        <source>Nothing of it was run. Look for the same model as .safetensors, or as plain weights (a state dict).</source>
        <translation>其中的内容没有运行。请寻找同一模型的 .safetensors 版本，或纯权重文件（state dict）。</translation>
    </message>
    <message>
        <source>{path} claims to hold more than it does: {detail}</source>
        <translation>{path} 声称的内容比实际多：{detail}</translation>
    </message>
    <message>
        <source>Files are made so to bring programs down. Do not use it.</source>
        <translation>这样的文件是为了让程序崩溃而制作的。请不要使用。</translation>
    </message>
    <message>
        <source>The weights in {path} are not usable: {detail}</source>
        <translation>{path} 中的权重不能使用：{detail}</translation>
    </message>
    <message>
        <source>Its training or its conversion went wrong; ask its author for another file.</source>
        <translation>训练或转换时出了错；请向作者索取另一个文件。</translation>
    </message>
    <message>
        <source>The weights in {path} belong to no network that is known here.</source>
        <translation>{path} 中的权重不属于这里认识的任何网络。</translation>
    </message>
    <message>
        <source>Known are ESRGAN, Real-ESRGAN, SwinIR, HAT, DAT, SPAN and about 35 more; see the documentation.</source>
        <translation>认识的有 ESRGAN、Real-ESRGAN、SwinIR、HAT、DAT、SPAN 和另外约 35 种；请看文档。</translation>
    </message>
    <message>
        <source>{path} looks like {architecture}, but its weights do not fit: {detail}</source>
        <translation>{path} 看起来是 {architecture}，但权重不符：{detail}</translation>
    </message>
    <message>
        <source>The file may be of a newer variant of that network, or damaged.</source>
        <translation>该文件可能属于这种网络的较新变体，或已损坏。</translation>
    </message>
    <message>
        <source>{path} is a network of the kind {architecture}, which cannot be used: {detail}</source>
        <translation>{path} 是 {architecture} 类网络，不能使用：{detail}</translation>
    </message>
    <message>
        <source>Choose a network that turns one picture into a larger or cleaner one.</source>
        <translation>请选择把一张图片变大或变清晰的网络。</translation>
    </message>
    <message>
        <source>Reading {path} was stopped: {detail}</source>
        <translation>读取 {path} 被中止：{detail}</translation>
    </message>
    <message>
        <source>No sound model of that size needs so much; do not use the file.</source>
        <translation>正常的模型在这个大小下不需要这么多；请不要使用该文件。</translation>
    </message>
    <message>
        <source>Reading {path} made its process break down: {detail}</source>
        <translation>读取 {path} 时进程崩溃：{detail}</translation>
    </message>
    <message>
        <source>The file is damaged or made to do harm; nothing else was touched.</source>
        <translation>该文件已损坏或带有恶意；其他内容没有受影响。</translation>
    </message>
    <message>
        <source>The preset {path} cannot be used: {detail}</source>
        <translation>无法使用预设 {path}：{detail}</translation>
    </message>
    <message>
        <source>Choose a file that was saved as a preset; nothing was changed.</source>
        <translation>请选择作为预设保存的文件；没有作任何更改。</translation>
    </message>
    <message>
        <source>The preset {path} was written by a newer version of this program.</source>
        <translation>预设 {path} 由更新版本的程序写成。</translation>
    </message>
    <message>
        <source>Update the program to use it; nothing was changed.</source>
        <translation>请更新程序后再用；没有作任何更改。</translation>
    </message>
    <message>
        <source>The folder {path} is missing.</source>
        <translation>文件夹 {path} 不存在。</translation>
    </message>
    <message>
        <source>Connect the drive that it is on, or choose another folder.</source>
        <translation>请连接它所在的驱动器，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>A picture of this size is worked on in {folder}, which needs {needed}; only {free} are free there.</source>
        <translation>这样大的图片要在 {folder} 中处理，需要 {needed}；那里只剩 {free}。</translation>
    </message>
    <message>
        <source>Free some of that disk, choose a smaller size, or allow more memory for pictures in the settings.</source>
        <translation>请清理该磁盘、选择较小的尺寸，或在设置中为图片分配更多内存。</translation>
    </message>
    <message>
        <source>The pixels of the picture could not be kept in {folder}: {detail}</source>
        <translation>图片的像素无法保存到 {folder}：{detail}</translation>
    </message>
</context>
<context>
    <name>models</name>
    <message>
        <source>The first convolutional network for the task: small and fast, crisper than bicubic.</source>
        <translation>首个用于此任务的卷积网络：小而快，比双三次更清晰。</translation>
    </message>
    <message>
        <source>Deep residual network that works at low resolution: the most faithful details.</source>
        <translation>在低分辨率上工作的深度残差网络：细节最忠实。</translation>
    </message>
    <message>
        <source>Learned against a discriminator: the sharpest texture, some of it invented, at a lower PSNR.</source>
        <translation>与判别器对抗训练：纹理最锐利，其中部分为虚构，PSNR 较低。</translation>
    </message>
    <message>
        <source>Very deep residual network, one set of weights for every factor, also between whole ones.</source>
        <translation>极深的残差网络，一套权重适用于所有倍数，包括非整数倍。</translation>
    </message>
    <message>
        <source>Plain interpolation, as every picture program does it: the yardstick.</source>
        <translation>普通插值，每个图片程序都在用：作为比较基准。</translation>
    </message>
    <message>
        <source>Interpolation with a wider kernel: a little crisper than bicubic, with slight ringing.</source>
        <translation>使用更宽核的插值：比双三次略清晰，有轻微振铃。</translation>
    </message>
    <message>
        <source>Every pixel becomes a block: what the picture holds, with nothing added.</source>
        <translation>每个像素变成一个方块：图片中有什么就显示什么，不增加任何内容。</translation>
    </message>
    <message>
        <source>Picks one of 1024 learned linear regressors for every patch: the best of the fast methods before networks.</source>
        <translation>为每个图块从 1024 个学得的线性回归器中选一个：神经网络之前最好的快速方法。</translation>
    </message>
    <message>
        <source>A forest sorts patches into thousands of kinds, each with a linear regressor.</source>
        <translation>用随机森林把图块分成数千类，每类有一个线性回归器。</translation>
    </message>
    <message>
        <source>SelfEx (simplified)</source>
        <translation>SelfEx（简化版）</translation>
    </message>
    <message>
        <source>Learns from nothing but the picture: its smaller copy, turned and mirrored, shows what blur takes away. Simplified: without perspective.</source>
        <translation>只从图片自身学习：其缩小、旋转和镜像的副本显示模糊丢失了什么。简化版：不含透视变换。</translation>
    </message>
    <message>
        <source>Sparse coding</source>
        <translation>稀疏编码</translation>
    </message>
    <message>
        <source>Every patch is a sum of a few atoms of a learned dictionary: the idea that SRCNN made a network of.</source>
        <translation>每个图块是学得字典中少数原子之和：SRCNN 把这一思想变成了网络。</translation>
    </message>
    <message>
        <source>A network made by another program, added by you.</source>
        <translation>由其他程序制作、由您添加的网络。</translation>
    </message>
</context>
<context>
    <name>notes</name>
    <message>
        <source>The file holds {count} pictures; the first one is used.</source>
        <translation>文件中有 {count} 幅图像；使用第一幅。</translation>
    </message>
    <message>
        <source>The EXIF block of the file is damaged and is left out.</source>
        <translation>文件的 EXIF 数据已损坏，已略去。</translation>
    </message>
    <message>
        <source>{format} files cannot hold all of the picture&apos;s metadata; left out: {blocks}.</source>
        <translation>{format} 文件无法容纳图片的全部元数据；已省略：{blocks}。</translation>
    </message>
    <message>
        <source>The XMP block could not be searched for places and is left out.</source>
        <translation>无法在 XMP 数据中查找位置信息，因此已将其省略。</translation>
    </message>
    <message>
        <source>The colour profile of the file does not fit its colours and is left out.</source>
        <translation>文件的颜色配置文件与其颜色不符，已被舍弃。</translation>
    </message>
    <message>
        <source>The colour profile of the file is damaged and is left out; its colours may look different.</source>
        <translation>文件的色彩配置文件已损坏，已被忽略；颜色可能与原来不同。</translation>
    </message>
    <message>
        <source>CMYK was converted to RGB through its colour profile.</source>
        <translation>已通过颜色配置文件将 CMYK 转换为 RGB。</translation>
    </message>
    <message>
        <source>CMYK without a usable colour profile was converted to RGB by the profile of usual print.</source>
        <translation>CMYK 图片没有可用的色彩配置文件，已按常用印刷配置文件转换为 RGB。</translation>
    </message>
    <message>
        <source>The colours were converted to RGB, 16 bits.</source>
        <translation>颜色已转换为 16 位 RGB。</translation>
    </message>
    <message>
        <source>Floating-point values were brought to 16 bits; what lies outside 0 to 1 was clipped.</source>
        <translation>浮点数值已转换为 16 位；0 到 1 以外的值已截断。</translation>
    </message>
    <message>
        <source>The values go up to {top}; they were scaled to 16 bits so that this is white.</source>
        <translation>数值最高为 {top}；已缩放到 16 位，使该值为白色。</translation>
    </message>
    <message>
        <source>The file holds {count} channels; all but colour and transparency is left out.</source>
        <translation>文件包含 {count} 个通道；除颜色和透明度外均被舍弃。</translation>
    </message>
    <message>
        <source>{format} holds {bits} bits a channel; the 16 of the picture were rounded.</source>
        <translation>{format} 每通道为 {bits} 位；图片的 16 位已四舍五入。</translation>
    </message>
    <message>
        <source>JPEG holds no transparency; the picture was laid on white.</source>
        <translation>JPEG 不支持透明；图片已置于白色背景上。</translation>
    </message>
    <message>
        <source>{format} holds no colour profile; the colours were converted to sRGB.</source>
        <translation>{format} 不能包含色彩配置文件；颜色已转换为 sRGB。</translation>
    </message>
    <message>
        <source>{format} holds 256 colours and no half transparency; the result was reduced to that.</source>
        <translation>{format} 只有 256 种颜色，且没有半透明；结果已相应减少。</translation>
    </message>
    <message>
        <source>The Lab colours of the file were converted to RGB.</source>
        <translation>文件的 Lab 颜色已转换为 RGB。</translation>
    </message>
    <message>
        <source>The loss became infinite or no number at step {step}; the run ended.</source>
        <translation>损失在第 {step} 步变为无穷大或非数值；运行已结束。</translation>
    </message>
    <message>
        <source>Train again with a tenth of the learning rate ({rate}), or with gradients clipped more strictly.</source>
        <translation>请用十分之一的学习率（{rate}）重新训练，或更严格地裁剪梯度。</translation>
    </message>
    <message>
        <source>Train again with a tenth of the learning rate, or with gradients clipped more strictly.</source>
        <translation>请用十分之一的学习率重新训练，或更严格地裁剪梯度。</translation>
    </message>
    <message>
        <source>The loss became infinite or no number once; the run went back to its last saved state, to a lower learning rate.</source>
        <translation>损失曾一度变为无穷大或非数值 (NaN)；运行已退回到最近的检查点，并降低了学习率。</translation>
    </message>
    <message>
        <source>Nothing to do now. If it happens again the run ends; then train with a lower learning rate from the start.</source>
        <translation>现在无需处理。若再次发生，运行将结束；届时请从头以较低的学习率训练。</translation>
    </message>
    <message>
        <source>For {steps} steps the discriminator has told originals ({real}) from upscaled pictures ({fake}) almost without error.</source>
        <translation>判别器已连续 {steps} 步几乎无误地区分原图（{real}）与放大结果（{fake}）。</translation>
    </message>
    <message>
        <source>The discriminator has never told originals ({real}) from answers ({fake}); it teaches nothing.</source>
        <translation>判别器始终无法区分原图（{real}）和输出（{fake}）；生成器从中学不到任何东西。</translation>
    </message>
    <message>
        <source>For {steps} steps the discriminator has taken answers ({fake}) for originals more than originals ({real}).</source>
        <translation>判别器已连续 {steps} 步把输出（{fake}）比原图（{real}）更多地当作原图。</translation>
    </message>
    <message>
        <source>Start from a better trained SRResNet or lower the learning rate; a larger content weight keeps the picture true.</source>
        <translation>请从训练得更好的 SRResNet 开始，或降低学习率；较大的内容权重能保持图片真实。</translation>
    </message>
    <message>
        <source>Raise the learning rate or take larger patches, and check that the pictures are sharp originals.</source>
        <translation>请提高学习率或使用更大的图块，并检查图片是否为清晰的原图。</translation>
    </message>
    <message>
        <source>If it stays so, lower the learning rate: the two networks chase each other.</source>
        <translation>若一直如此，请降低学习率：两个网络在互相追逐。</translation>
    </message>
    <message>
        <source>The mean of a colour channel is off by {levels} of 255 levels.</source>
        <translation>某个颜色通道的均值偏离了 255 级中的 {levels} 级。</translation>
    </message>
    <message>
        <source>The errors repeat with the period of the scale factor, {times} times as strong there as elsewhere: a checkerboard pattern.</source>
        <translation>误差以放大倍数为周期重复，强度是其他位置的 {times} 倍：出现棋盘伪影。</translation>
    </message>
    <message>
        <source>The pictures have a fine pattern, {times} times as strong as the detail of the true ones at that frequency.</source>
        <translation>图片中有细密的纹样，其强度是真实图片在该频率上细节的 {times} 倍。</translation>
    </message>
    <message>
        <source>If it does not fade, raise the pixel weight: VGG&apos;s features take such a pattern for texture.</source>
        <translation>如果它不消退，请提高像素权重：VGG 特征会把这种纹样当作纹理。</translation>
    </message>
    <message>
        <source>If it does not fade, raise the content weight or lower the adversarial one.</source>
        <translation>若不消退，请提高内容权重或降低对抗权重。</translation>
    </message>
    <message>
        <source>If it does not fade, check that low and high resolution pictures have the same colours, and train longer.</source>
        <translation>若不消退，请检查低分辨率与高分辨率图片的颜色是否一致，并延长训练。</translation>
    </message>
    <message>
        <source>It fades in most runs: train longer. If it stays, lower the learning rate.</source>
        <translation>多数情况下它会消退：请延长训练。若一直存在，请降低学习率。</translation>
    </message>
    <message>
        <source>{recent} patches a second now; it was {usual} before.</source>
        <translation>现在每秒 {recent} 个图块；之前为 {usual}。</translation>
    </message>
    <message>
        <source>Close other programs, and see that the machine is cool and plugged in; the result does not suffer.</source>
        <translation>请关闭其他程序，并确认机器散热良好且已接通电源；结果不受影响。</translation>
    </message>
    <message>
        <source>After {step} of {total} steps the result is {gap} dB worse than bicubic.</source>
        <translation>经过 {total} 步中的 {step} 步，结果比双三次差 {gap} dB。</translation>
    </message>
    <message>
        <source>After {step} of {total} steps the result equals bicubic ({gain} dB): nothing was learned.</source>
        <translation>经过 {total} 步中的 {step} 步，结果与双三次相同（{gain} dB）：没有学到东西。</translation>
    </message>
    <message>
        <source>The result is not yet better than bicubic ({gain} dB), but rises by {slope} dB per 1000 steps.</source>
        <translation>结果还没有超过双三次（{gain} dB），但每 1000 步上升 {slope} dB。</translation>
    </message>
    <message>
        <source>The result is {gap} dB worse than bicubic; sharper pictures cost some PSNR, but not that much.</source>
        <translation>结果比双三次差 {gap} dB；更清晰的图片会损失一些 PSNR，但不会这么多。</translation>
    </message>
    <message>
        <source>Let it run: at this pace it passes bicubic before the end.</source>
        <translation>请让它继续：按这个速度，结束前会超过双三次。</translation>
    </message>
    <message>
        <source>Raise the learning rate tenfold or clip gradients less: a residual network whose part stays zero gives bicubic.</source>
        <translation>请把学习率提高十倍或放宽梯度裁剪：残差部分一直为零的网络只给出双三次的结果。</translation>
    </message>
    <message>
        <source>Check the pictures in the data step and train longer; if it does not rise, try a learning rate ten times lower.</source>
        <translation>请在数据步骤检查图片并延长训练；若不上升，请尝试低十倍的学习率。</translation>
    </message>
    <message>
        <source>Start from an SRResNet that was trained to its end, or raise the content weight over the adversarial one.</source>
        <translation>请从训练完成的 SRResNet 开始，或相对对抗权重提高内容权重。</translation>
    </message>
    <message>
        <source>No gain over {least} dB for {steps} steps ({count} validations); the best was {psnr} dB at step {best}.</source>
        <translation>{steps} 步（{count} 次验证）没有超过 {least} dB 的提高；最佳为第 {best} 步的 {psnr} dB。</translation>
    </message>
    <message>
        <source>Stop early, the best weights are kept; or train on with a lower learning rate.</source>
        <translation>可提前结束，最佳权重会保留；或以较低的学习率继续训练。</translation>
    </message>
    <message>
        <source>Stop early, the best weights are kept; for more, take a larger network or more and other pictures.</source>
        <translation>可提前结束，最佳权重会保留；想要更好，请使用更大的网络或更多不同的图片。</translation>
    </message>
    <message>
        <source>A shorter run would have done; for more, take a larger network or more and other pictures.</source>
        <translation>较短的运行就足够；想要更好，请使用更大的网络或更多不同的图片。</translation>
    </message>
    <message>
        <source>PSNR still rises by {slope} dB per 1000 steps near the end of the run.</source>
        <translation>运行接近结束时 PSNR 仍以每 1000 步 {slope} dB 上升。</translation>
    </message>
    <message>
        <source>It is worth training longer: clone the job and give it more steps.</source>
        <translation>值得训练更久：复制该任务并增加步数。</translation>
    </message>
    <message>
        <source>Since step {best}, pictures that are learned from gained {learned} dB and those held out {held} dB.</source>
        <translation>自第 {best} 步以来，训练图片的 PSNR 变化 {learned} dB，验证图片变化 {held} dB。</translation>
    </message>
    <message>
        <source>It memorises the training pictures: stop early (the best weights are kept), then add pictures or choose a smaller network.</source>
        <translation>出现过拟合：请提前停止（最佳权重会保留），然后增加图片或使用更小的网络。</translation>
    </message>
    <message>
        <source>Bicubic on {dataset} x{scale} cannot be held against the published {published} dB: another protocol was chosen.</source>
        <translation>{dataset} x{scale} 的双三次不能与公布的 {published} dB 比较：选择了其他协议。</translation>
    </message>
    <message>
        <source>Bicubic on {dataset} x{scale} cannot be held against the published {published} dB: {count} pictures were measured, the published set has {expected}.</source>
        <translation>{dataset} x{scale} 的双三次不能与公布的 {published} dB 比较：测量了 {count} 张图片，而公布的测试集有 {expected} 张。</translation>
    </message>
    <message>
        <source>Bicubic on {dataset} x{scale} reaches {measured} dB, {difference} dB from the published {published}: the pictures differ from the published set&apos;s (other files of that name, converted, resized or compressed once more).</source>
        <translation>{dataset} x{scale} 的双三次为 {measured} dB，与公布的 {published} 相差 {difference} dB：图片与公布的测试集不同（同名的其他文件，或经过转换、缩放、再次压缩）。</translation>
    </message>
    <message>
        <source>{count} pictures; the published set has {expected}.</source>
        <translation>{count} 张图片；公布的测试集有 {expected} 张。</translation>
    </message>
    <message>
        <source>{count} of its pictures are not those of the published set, for example {example}.</source>
        <translation>其中 {count} 张图片与公布的测试集不同，例如 {example}。</translation>
    </message>
    <message>
        <source>The number of pictures is right; their checksums are not known here.</source>
        <translation>图片数量正确；此处没有它们的校验和。</translation>
    </message>
    <message>
        <source>The picture to rate {name} is missing.</source>
        <translation>待评分图片 {name} 缺失。</translation>
    </message>
    <message>
        <source>The picture to rate {name} was changed after it was prepared.</source>
        <translation>待评分图片 {name} 在准备之后被更改。</translation>
    </message>
    <message>
        <source>The original {path} is not where it was; what was rated is unharmed.</source>
        <translation>原图 {path} 不在原处；已评分的内容不受影响。</translation>
    </message>
    <message>
        <source>The original {path} was changed after the test was set up.</source>
        <translation>原图 {path} 在建立测试之后被更改。</translation>
    </message>
    <message>
        <source>The names of the pictures to rate are not those that the seed gives.</source>
        <translation>待评分图片的名称与随机种子给出的不符。</translation>
    </message>
    <message>
        <source>Line {line} of the ratings cannot be read.</source>
        <translation>评分的第 {line} 行无法读取。</translation>
    </message>
    <message>
        <source>Before line {line} of the ratings, a line was changed or taken out.</source>
        <translation>评分第 {line} 行之前有一行被更改或删除。</translation>
    </message>
    <message>
        <source>Line {line} of the ratings does not fit: {detail}.</source>
        <translation>评分的第 {line} 行不符：{detail}。</translation>
    </message>
    <message>
        <source>The order of the rater {rater} is not the one that the seed gives.</source>
        <translation>评分者 {rater} 的顺序与随机种子给出的不符。</translation>
    </message>
    <message>
        <source>The description of the test was changed after the rater {rater} began.</source>
        <translation>测试说明在评分者 {rater} 开始之后被更改。</translation>
    </message>
    <message>
        <source>{format} holds 256 colours only; the result is a PNG file.</source>
        <translation>{format} 只能容纳 256 种颜色；结果保存为 PNG 文件。</translation>
    </message>
    <message>
        <source>The result is too large for {format}; it is a PNG file.</source>
        <translation>结果对 {format} 来说太大；已改为 PNG 文件。</translation>
    </message>
    <message>
        <source>The result is too large for {format}; choose PNG or TIFF.</source>
        <translation>结果对 {format} 来说太大；请选择 PNG 或 TIFF。</translation>
    </message>
    <message>
        <source>{device}, {precision}, {tile} px tiles, {speed} MP/s</source>
        <translation>{device}，{precision}，{tile} 像素分块，{speed} MP/s</translation>
    </message>
    <message>
        <source>{device}, {precision}, {speed} MP/s</source>
        <translation>{device}，{precision}，{speed} MP/s</translation>
    </message>
    <message>
        <source>The memory of {device} did not suffice for tiles of {before} pixels; the work went on with {after} pixels.</source>
        <translation>{device} 的内存不足以处理 {before} 像素的分块；已改用 {after} 像素继续。</translation>
    </message>
    <message>
        <source>{device} had too little memory even for small tiles; the work went on with the processor.</source>
        <translation>{device} 的内存连小分块也不够；已改用处理器继续。</translation>
    </message>
    <message>
        <source>The precision {precision} gave values that are no numbers; the work went on with fp32.</source>
        <translation>精度 {precision} 算出了非数值；已改用 fp32 继续。</translation>
    </message>
</context>
<context>
    <name>samples</name>
    <message>
        <source>Cat</source>
        <translation>猫</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>咖啡</translation>
    </message>
    <message>
        <source>Astronaut</source>
        <translation>宇航员</translation>
    </message>
</context>
<context>
    <name>sweeps</name>
    <message>
        <source>SRCNN: kernel sizes</source>
        <translation>SRCNN：卷积核大小</translation>
    </message>
    <message>
        <source>A larger second kernel sees more of the picture: 9-1-5, 9-3-5, 9-5-5 (SRCNN section 4.3.2, figure 7; Set5 x3: 32.52, 32.66, 32.75 dB).</source>
        <translation>较大的第二层卷积核能看到更多内容：9-1-5、9-3-5、9-5-5 (SRCNN 第 4.3.2 节，图 7；Set5 x3：32.52、32.66、32.75 dB)。</translation>
    </message>
    <message>
        <source>SRCNN: three or four layers</source>
        <translation>SRCNN：三层或四层</translation>
    </message>
    <message>
        <source>Whether one more layer of 16 filters helps: the paper found that deeper was not better for SRCNN (section 4.3.3, figures 8 and 9).</source>
        <translation>多一层 16 个滤波器是否有帮助：论文发现 SRCNN 并非越深越好 (第 4.3.3 节，图 8 和图 9)。</translation>
    </message>
    <message>
        <source>SRCNN: number of training pictures</source>
        <translation>SRCNN：训练图片数量</translation>
    </message>
    <message>
        <source>How much more pictures give, all else equal; every larger set holds the smaller ones (SRCNN section 4.1, figure 4: 91 pictures or ImageNet).</source>
        <translation>其他条件相同时，更多图片能带来多少提高；较大的集合包含较小的 (SRCNN 第 4.1 节，图 4：91 张图片或 ImageNet)。</translation>
    </message>
    <message>
        <source>SRCNN: better training</source>
        <translation>SRCNN：更好的训练方法</translation>
    </message>
    <message>
        <source>What each part of today&apos;s recipe brings to the same network, added one after another: start, schedule, averaged weights, loss, optimizer, time.</source>
        <translation>在同一网络上逐项加入当今训练方法的各部分，看各带来多少提升：初始化、学习率计划、权重平均、损失、优化器、时间。</translation>
    </message>
    <message>
        <source>SRCNN: widths</source>
        <translation>SRCNN：宽度</translation>
    </message>
    <message>
        <source>More filters reach more at the price of time: 32-16, 64-32, 128-64 (SRCNN section 4.3.1, table 1; Set5 x3: 32.26, 32.52, 32.60 dB).</source>
        <translation>更多滤波器以时间换取更好的结果：32-16、64-32、128-64 (SRCNN 第 4.3.1 节，表 1；Set5 x3：32.26、32.52、32.60 dB)。</translation>
    </message>
    <message>
        <source>SRGAN: content losses</source>
        <translation>SRGAN：内容损失</translation>
    </message>
    <message>
        <source>PSNR falls while pictures look sharper: pixels compared by MSE, or features of VGG-19 after layer 2,2 or 5,4 (SRGAN section 3.4, table 1).</source>
        <translation>图片看起来更清晰而 PSNR 下降：用 MSE 比较像素，或比较 VGG-19 第 2,2 层或 5,4 层之后的特征 (SRGAN 第 3.4 节，表 1)。</translation>
    </message>
    <message>
        <source>VDSR: depth</source>
        <translation>VDSR：深度</translation>
    </message>
    <message>
        <source>The deeper, the better: 5 to 20 layers, x3 (VDSR section 4.1, figure 3).</source>
        <translation>越深越好：5 到 20 层，x3 (VDSR 第 4.1 节，图 3)。</translation>
    </message>
    <message>
        <source>VDSR: residual or plain</source>
        <translation>VDSR：残差或普通</translation>
    </message>
    <message>
        <source>Residual networks learn at high rates, plain ones hardly or not at all: depth 10, x2, rates 0.1, 0.01, 0.001 (VDSR section 4.2, table 1).</source>
        <translation>残差网络能以高学习率学习，普通网络则很难或完全不能：深度 10，x2，学习率 0.1、0.01、0.001 (VDSR 第 4.2 节，表 1)。</translation>
    </message>
    <message>
        <source>VDSR: one factor or several</source>
        <translation>VDSR：单一倍数或多倍数</translation>
    </message>
    <message>
        <source>One network for all factors is as good as one for each, and better than one used at a factor it never saw (VDSR section 4.3, table 2).</source>
        <translation>一个网络支持所有倍数，与每个倍数一个网络同样好，也好于把网络用在它没见过的倍数上 (VDSR 第 4.3 节，表 2)。</translation>
    </message>
</context>
</TS>
